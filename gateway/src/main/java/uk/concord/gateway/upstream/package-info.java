/**
 * HTTP calls of the gateway's own, with a time limit and a limit of size. What comes back is never trusted further than that.
 */
@NullMarked
package uk.concord.gateway.upstream;

import org.jspecify.annotations.NullMarked;
