/**
 * The whole platform on one machine: what its parts are, how they start, stop and show their state.
 */
@NullMarked
package uk.concord.stack.platform;

import org.jspecify.annotations.NullMarked;
