package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tokens that say where the next page of a search begins (AuthZEN 1.0 §8.2). A token holds a position and a seal over it, the
 * caller and the whole request, so it is of use for nothing else. The key is made from that of pseudonyms, which all replicas share.
 */
@ApplicationScoped
class PageTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL = 32;

    private final SecretKeySpec key;

    PageTokens(@ConfigProperty(name = "concord.pseudonym-key") String pseudonymKey) {
        byte[] derived = mac(
                new SecretKeySpec(pseudonymKey.getBytes(StandardCharsets.UTF_8), ALGORITHM),
                "concord page tokens v1".getBytes(StandardCharsets.UTF_8));
        this.key = new SecretKeySpec(derived, ALGORITHM);
    }

    /**
     * @param request the canonical form of the search, without its page
     */
    String at(int position, String client, byte[] request) {
        ByteBuffer token = ByteBuffer.allocate(Integer.BYTES + SEAL);
        token.putInt(position).put(seal(position, client, request));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /**
     * The position that a token names.
     *
     * @throws uk.concord.kernel.problem.ProblemException 400 if it isn't one of ours, for this caller and this request
     */
    int position(String token, String client, byte[] request) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            if (bytes.remaining() == Integer.BYTES + SEAL) {
                int position = bytes.getInt();
                byte[] seal = new byte[SEAL];
                bytes.get(seal);
                if (position >= 0 && MessageDigest.isEqual(seal, seal(position, client, request))) {
                    return position;
                }
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    private static RuntimeException refused() {
        return Member.invalid("page.token isn't one that this search was given. Send the search unchanged with the"
                + " next_token of its last answer, or begin again without a token.");
    }

    private byte[] seal(int position, String client, byte[] request) {
        byte[] name = client.getBytes(StandardCharsets.UTF_8);
        ByteBuffer sealed = ByteBuffer.allocate(2 * Integer.BYTES + name.length + request.length);
        sealed.putInt(position).putInt(name.length).put(name).put(request);
        return mac(key, sealed.array());
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
