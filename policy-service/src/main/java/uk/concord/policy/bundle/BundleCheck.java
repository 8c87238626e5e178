package uk.concord.policy.bundle;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** Bundles show who shares what with whom, so nobody but OPA may fetch them. */
@ApplicationScoped
class BundleCheck implements ProductionCheck {

    private static final String TOKEN = "concord.bundle.token";
    private static final int SHORTEST = 16;

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        boolean strong = settings.getOptionalValue(TOKEN, String.class)
                .filter(token -> token.length() >= SHORTEST)
                .isPresent();
        return strong
                ? List.of()
                : List.of(new UnsafeSetting(TOKEN, "is missing or shorter than 16 characters; give OPA a secret"));
    }
}
