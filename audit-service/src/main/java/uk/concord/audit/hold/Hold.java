package uk.concord.audit.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold.
 *
 * @param id the id of its record in the ledger
 * @param subject what it covers
 * @param reason why, in words
 * @param reference the case's own number or name
 * @param released nothing while it is in force
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
        UUID id,
        Subject subject,
        String reason,
        String reference,
        Instant placedAt,
        Officer placedBy,
        @Nullable Release released) {

    /**
     * What a hold covers: one of these. Of a patient, what is recorded under her id, under her pseudonym, and where she is one of
     * many.
     *
     * @param records ids of records
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subject(
            @Nullable UUID patient,
            @Nullable String pseudonym,
            @Nullable String organisation,
            @Nullable UUID decisionId,
            @Nullable List<UUID> records) {

        /** For the record's detail; the database reads these names (V4__erasure.sql). */
        Map<String, Object> named() {
            Map<String, Object> named = new LinkedHashMap<>();
            put(named, "patient", patient);
            put(named, "pseudonym", pseudonym);
            put(named, "organisation", organisation);
            put(named, "decision_id", decisionId);
            put(named, "records", records);
            return named;
        }

        private static void put(Map<String, Object> map, String name, @Nullable Object value) {
            if (value != null) {
                map.put(name, value);
            }
        }
    }

    /** Who did it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Officer(String subject, @Nullable String organisation) {}

    /** When, by whom and why it was released. */
    public record Release(Instant at, Officer by, String reason) {}

    public boolean inForce() {
        return released == null;
    }

    Hold releasedBy(Release release) {
        return new Hold(id, subject, reason, reference, placedAt, placedBy, release);
    }
}
