package uk.concord.policy.bundle;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** Bundles show who shares what with whom, so nobody but OPA may fetch them; and whoever can sign one decides. */
@ApplicationScoped
class BundleCheck implements ProductionCheck {

    static final String SIGNING_KEY = "concord.bundle.signing-key-file";

    private static final String TOKEN = "concord.bundle.token";
    private static final int SHORTEST = 16;

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        List<UnsafeSetting> unsafe = new ArrayList<>();
        boolean strong = settings.getOptionalValue(TOKEN, String.class)
                .filter(token -> token.length() >= SHORTEST)
                .isPresent();
        if (!strong) {
            unsafe.add(new UnsafeSetting(TOKEN, "is missing or shorter than 16 characters; give OPA a secret"));
        }
        Optional<String> file = settings.getOptionalValue(SIGNING_KEY, String.class);
        if (file.isEmpty()) {
            unsafe.add(new UnsafeSetting(SIGNING_KEY, "is missing; name the file with the key that signs bundles"));
        } else if (!isGood(Path.of(file.get()))) {
            unsafe.add(new UnsafeSetting(
                    SIGNING_KEY,
                    "must name a PEM file with an RSA private key (PKCS #8) of " + SigningKey.FEWEST_BITS
                            + " bits or more"));
        }
        return unsafe;
    }

    // A process that only migrates the database has no key, and no use for one; nor gets anybody a bundle from it.
    private static boolean isGood(Path file) {
        if (!Files.exists(file)) {
            return true;
        }
        try {
            SigningKey.read("", file);
            return true;
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }
}
