package uk.concord.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** Nothing is erased under settings that somebody may have meant otherwise. */
@ApplicationScoped
class RetentionCheck implements ProductionCheck {

    private static final String USUAL = "P8Y";

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        Map<String, String> keep = new TreeMap<>();
        for (String name : settings.getPropertyNames()) {
            if (name.startsWith(RetentionPeriods.KEEP)) {
                String type = name.substring(RetentionPeriods.KEEP.length()).replace("\"", "");
                keep.put(type, settings.getOptionalValue(name, String.class).orElse(""));
            }
        }
        return RetentionPeriods.faults(
                keep,
                settings.getOptionalValue(RetentionPeriods.KEEP_OTHERS, String.class)
                        .orElse(USUAL));
    }
}
