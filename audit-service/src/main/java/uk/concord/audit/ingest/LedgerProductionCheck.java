package uk.concord.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** The ledger's own rules: the service can't alter what it wrote, and the checkpoint can be kept. */
@ApplicationScoped
class LedgerProductionCheck implements ProductionCheck {

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        List<UnsafeSetting> found = new ArrayList<>();
        String service = value(settings, "quarkus.datasource.username");
        if (service.equals(value(settings, "quarkus.flyway.username"))) {
            found.add(new UnsafeSetting(
                    "quarkus.datasource.username",
                    "must not be the role that migrates: an owner could switch off what keeps the ledger append-only"));
        }
        String origin = value(settings, "concord.ledger.origin");
        if (origin.isBlank() || origin.contains("://") || origin.endsWith("/")) {
            found.add(new UnsafeSetting(
                    "concord.ledger.origin",
                    "must be the log's permanent name: an address without scheme and last slash"));
        }
        Path folder = Path.of(value(settings, "concord.ledger.checkpoint-file"))
                .toAbsolutePath()
                .getParent();
        if (folder == null || !Files.isWritable(folder)) {
            found.add(new UnsafeSetting(
                    "concord.ledger.checkpoint-file", "must be in a folder that is there and can be written to"));
        }
        return found;
    }

    private static String value(Config settings, String property) {
        return settings.getOptionalValue(property, String.class).orElse("");
    }
}
