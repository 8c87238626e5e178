/** The layout that the pages of all services share, and what every page may ask of it. */
@NullMarked
package uk.concord.kernel.page;

import org.jspecify.annotations.NullMarked;
