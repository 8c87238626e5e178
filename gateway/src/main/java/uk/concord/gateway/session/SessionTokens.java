package uk.concord.gateway.session;

import org.jspecify.annotations.Nullable;

/** The tokens behind a session, as the sign-in service issued them. */
record SessionTokens(
        String idToken, String accessToken, @Nullable String refreshToken) {

    @Override
    public String toString() {
        return "SessionTokens[hidden]";
    }
}
