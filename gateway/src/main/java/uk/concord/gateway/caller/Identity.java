package uk.concord.gateway.caller;

import java.util.Set;

/** What a request says of who makes it. */
public sealed interface Identity {

    /**
     * Somebody whose token is valid.
     *
     * @param accessToken relayed to the services, which verify it again
     * @param client the OAuth client that it was issued to
     * @param subject the token's subject
     * @param roles the realm roles
     * @param session whether it came from a session, not as a bearer token
     */
    record Known(String accessToken, String client, String subject, Set<String> roles, boolean session)
            implements Identity {

        /** How this caller is counted. */
        public String key() {
            return "caller " + client + " " + subject;
        }

        @Override
        public String toString() {
            // A record's own text would hold the token.
            return "Known[client=" + client + ", session=" + session + "]";
        }
    }

    /** Nobody whose name can be put to the request. */
    sealed interface Unadmitted extends Identity {}

    /** Neither a token nor a session. */
    record Nobody() implements Unadmitted {}

    /** A token or a session that isn't valid, or no longer. */
    record Invalid() implements Unadmitted {}

    /** It can't be told now, because a part of the platform is away. */
    record Unknowable() implements Unadmitted {}
}
