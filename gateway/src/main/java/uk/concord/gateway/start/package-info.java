/** What the gateway itself shows to people: where a visit begins and ends, and the pages' style sheet and script. */
@NullMarked
package uk.concord.gateway.start;

import org.jspecify.annotations.NullMarked;
