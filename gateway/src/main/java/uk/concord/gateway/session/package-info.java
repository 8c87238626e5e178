/**
 * People's sessions: signing in and out, and the tokens behind a session in the gateway's own database. A browser holds
 * nothing but a random id, and a session that is deleted here is over.
 */
@NullMarked
package uk.concord.gateway.session;

import org.jspecify.annotations.NullMarked;
