/**
 * Refuses to start on settings that are unsafe in production, naming each property. A service adds checks of its own as beans
 * of {@link uk.concord.kernel.production.ProductionCheck}.
 */
@NullMarked
package uk.concord.kernel.production;

import org.jspecify.annotations.NullMarked;
