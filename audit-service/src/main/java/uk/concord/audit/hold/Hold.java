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
import uk.concord.audit.patient.Whom;

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
     * What a hold covers: a person, or one of the others. Of a person, what is recorded under any of these names, and where she is one
     * of many.
     *
     * @param pseudonym of the NHS number with which the hold was placed; the only one that older holds have
     * @param pseudonyms of all NHS numbers that were hers when it was placed
     * @param records ids of records
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subject(
            @Nullable UUID patient,
            @Nullable String pseudonym,
            @Nullable List<String> pseudonyms,
            @Nullable String organisation,
            @Nullable UUID decisionId,
            @Nullable List<UUID> records) {

        /** A hold that doesn't say what it covers, or not so that it can be understood, covers everything. */
        static final Subject EVERYTHING = new Subject(null, null, null, null, null, null);

        /** Everything about this person. */
        static Subject of(Whom whom) {
            List<String> pseudonyms = whom.pseudonyms();
            return new Subject(whom.patient(), pseudonyms.getFirst(), pseudonyms, null, null, null);
        }

        /** For the record's detail; the database reads these names (V18__holds_by_all_names.sql). */
        Map<String, Object> named() {
            Map<String, Object> named = new LinkedHashMap<>();
            put(named, "patient", patient);
            put(named, "pseudonym", pseudonym);
            put(named, "pseudonyms", pseudonyms);
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
