/**
 * Who is calling: a system with a bearer token or a person with a session. Both come out as one verified access token that is
 * relayed to the services.
 */
@NullMarked
package uk.concord.gateway.caller;

import org.jspecify.annotations.NullMarked;
