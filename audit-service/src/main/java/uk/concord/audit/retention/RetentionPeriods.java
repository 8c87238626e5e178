package uk.concord.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;

/**
 * How long records are kept: in calendar units of Europe/London, from when the ledger took the record ({@code recorded_at}), whose
 * clock no source can set. The whole of the last day is kept.
 */
@ApplicationScoped
class RetentionPeriods {

    /** What is never erased: without erasures nobody could tell what was erased from what was hidden. */
    static final Set<String> FOR_EVER = Set.of(AuditType.ERASURE, AuditType.LEGAL_HOLD, AuditType.LEDGER_KEY_CHANGE);

    static final String KEEP = "concord.retention.keep.";
    static final String KEEP_OTHERS = "concord.retention.keep-others";

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int LONGEST_YEARS = 100;
    private static final int MONTHS = 12;
    private static final int DAYS = 366;

    private final RetentionSettings settings;

    RetentionPeriods(RetentionSettings settings) {
        this.settings = settings;
    }

    /** @throws IllegalStateException naming each setting that can't be meant */
    void demandSense() {
        List<UnsafeSetting> faults = faults(settings.keep(), settings.keepOthers());
        if (!faults.isEmpty()) {
            throw new IllegalStateException(faults.stream()
                    .map(fault -> fault.property() + " " + fault.why())
                    .collect(Collectors.joining("; ", "How long records are kept can't be read: ", "")));
        }
    }

    /** How long records of this type are kept. */
    Period of(String type) {
        return Period.parse(settings.keep().getOrDefault(type, settings.keepOthers()));
    }

    /** Records of this type that were recorded before this have been kept long enough. */
    Instant cutOff(String type, Instant now) {
        return now.atZone(LONDON)
                .toLocalDate()
                .minus(of(type))
                .atStartOfDay(LONDON)
                .toInstant();
    }

    /** What is wrong with these settings; nothing if all is well. */
    static List<UnsafeSetting> faults(Map<String, String> keep, String others) {
        List<UnsafeSetting> faults = new ArrayList<>();
        Set<String> types = new TreeSet<>(AuditType.ALL);
        types.removeAll(FOR_EVER);
        keep.forEach((type, period) -> {
            if (FOR_EVER.contains(type)) {
                faults.add(new UnsafeSetting(KEEP + type, "can't be set: records of this type are kept for ever"));
            } else if (!types.contains(type)) {
                faults.add(new UnsafeSetting(
                        KEEP + type, "names a type of record that there isn't; there are " + String.join(", ", types)));
            }
            if (!isSensible(period)) {
                faults.add(nonsense(KEEP + type));
            }
        });
        if (!isSensible(others)) {
            faults.add(nonsense(KEEP_OTHERS));
        }
        return faults;
    }

    private static UnsafeSetting nonsense(String property) {
        return new UnsafeSetting(
                property,
                "must be a period of one day to " + LONGEST_YEARS + " years, such as P8Y, P18M or P30D (ISO 8601)");
    }

    private static boolean isSensible(String text) {
        try {
            Period period = Period.parse(text);
            return !period.isNegative()
                    && !period.isZero()
                    && period.toTotalMonths() <= LONGEST_YEARS * MONTHS
                    && period.getDays() <= LONGEST_YEARS * DAYS;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
