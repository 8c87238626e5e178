/**
 * Which service answers which path, and the passing on of requests and answers as streams. What isn't in the table isn't there.
 */
@NullMarked
package uk.concord.gateway.routing;

import org.jspecify.annotations.NullMarked;
