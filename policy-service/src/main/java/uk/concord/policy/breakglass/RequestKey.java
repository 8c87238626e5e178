package uk.concord.policy.breakglass;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import uk.concord.kernel.idempotency.IdempotencyKey;

/**
 * What tells a declaration that is sent again from a new one, for one client. With an Idempotency-Key it is that; without, it is
 * the request's id and the content together, since some callers use one request id for a whole piece of work.
 *
 * @param fingerprint tells this declaration's content from another one's, and nothing else of it
 */
record RequestKey(String value, byte[] fingerprint) {

    static RequestKey of(Optional<IdempotencyKey> key, String requestId, Declaration declaration, Whose whose) {
        byte[] fingerprint = fingerprint(declaration, whose);
        return new RequestKey(
                key.map(given -> "key " + given.value())
                        .orElseGet(() ->
                                "request " + requestId + " " + HexFormat.of().formatHex(fingerprint)),
                fingerprint);
    }

    // The pseudonym in the number's place: a number could be guessed from its hash.
    private static byte[] fingerprint(Declaration declaration, Whose whose) {
        String content = String.join(
                "\u0000",
                declaration.requester().value(),
                declaration.user(),
                declaration.role(),
                whose.pseudonym(),
                declaration.relationship(),
                declaration.reasonCode().name(),
                declaration.reason(),
                String.valueOf(declaration.until()));
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
