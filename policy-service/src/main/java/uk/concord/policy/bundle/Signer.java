package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs bundles as OPA verifies them: one JWT that names every file with its hash. The scope is the bundle's name, so that one
 * bundle is never taken for the other. There is no time in it: the same files always get the same signature.
 */
@ApplicationScoped
class Signer {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final BundleSettings settings;
    private final ObjectMapper json;
    private volatile @Nullable SigningKey key;

    Signer(BundleSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** The content of the bundle's {@code .signatures.json}. */
    String signatures(String scope, SortedMap<String, String> files) {
        SigningKey signing = key();
        ObjectNode header = json.createObjectNode().put("alg", "RS256").put("kid", signing.id());
        ObjectNode payload = json.createObjectNode();
        ArrayNode named = payload.putArray("files");
        files.forEach((path, content) -> named.addObject()
                .put("name", path)
                .put("hash", ContentHash.of(path, content))
                .put("algorithm", "SHA-256"));
        payload.put("scope", scope);
        String signed = encoded(header) + "." + encoded(payload);
        return "{\"signatures\":[\"" + signed + "." + URL.encodeToString(signing.sign(signed)) + "\"]}";
    }

    private String encoded(ObjectNode part) {
        try {
            return URL.encodeToString(json.writeValueAsString(part).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    // Read when it is first needed: a process that only migrates the database has no key.
    private SigningKey key() {
        SigningKey read = key;
        if (read == null) {
            read = read();
            key = read;
        }
        return read;
    }

    private SigningKey read() {
        try {
            return SigningKey.read(
                    settings.keyId(), Path.of(settings.signingKeyFile().orElse("")));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    BundleCheck.SIGNING_KEY + " must name a readable PEM file with an RSA private key (PKCS #8) of "
                            + SigningKey.FEWEST_BITS + " bits or more; until then there are no bundles",
                    e);
        }
    }
}
