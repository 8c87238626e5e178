/**
 * The gateway's own settings that must be right before it takes a request in production.
 */
@NullMarked
package uk.concord.gateway.production;

import org.jspecify.annotations.NullMarked;
