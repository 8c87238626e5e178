package uk.concord.kernel.handover;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** Nobody goes into production without asking the ledger for what was handed over. */
@ApplicationScoped
class HandoverProductionCheck implements ProductionCheck {

    private static final String ENABLED = "concord.handover.enabled";
    private static final String ADDRESS = "concord.audit-service.url";

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        List<UnsafeSetting> found = new ArrayList<>();
        if (!settings.getOptionalValue(ENABLED, Boolean.class).orElse(true)) {
            found.add(new UnsafeSetting(
                    ENABLED,
                    "must not be false: nobody would notice that Kafka lost audit events that it had acknowledged"));
        }
        if (settings.getOptionalValue(ADDRESS, String.class)
                .filter(address -> !address.isBlank())
                .isEmpty()) {
            found.add(new UnsafeSetting(
                    ADDRESS,
                    "is empty; say where audit-service is, which is asked for each audit event that was handed over"));
        }
        return found;
    }
}
