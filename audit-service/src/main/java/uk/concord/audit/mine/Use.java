package uk.concord.audit.mine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.CohortPeople;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.review.ReviewOutcomes;
import uk.concord.audit.review.ReviewState;
import uk.concord.audit.trail.AlteredLine;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditType;

/**
 * One use of a patient's information, without anything that names a member of staff. Of a record that was altered it tells only that: its
 * type and outcome are {@code altered}, its time is when it was recorded, and it isn't known who it was.
 *
 * @param occurredAt when
 * @param type what happened
 * @param organisation the ODS code of the organisation that asked or looked, not of a hub between
 * @param role the role of the person, as that organisation's system said
 * @param capacity {@code self} for what she did herself, else {@code staff}, {@code proxy} or {@code system}; {@code unknown} of an altered record
 * @param purpose what for, as a v3 ActReason code
 * @param outcome what came of it
 * @param summary the same in one sentence
 * @param review what came of the review of an emergency that was declared; absent for everything else
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Use(
        UUID id,
        Instant occurredAt,
        String type,
        @Nullable String organisation,
        @Nullable String role,
        String capacity,
        @Nullable String purpose,
        String outcome,
        String summary,
        @Nullable Review review) {

    private static final String ALTERED = "altered";

    /**
     * What came of a review.
     *
     * @param state {@code declared} or {@code under-review} while it isn't known, then {@code justified} or {@code not-justified}
     * @param dueOn the last day on which it isn't late
     * @param foundAt since when it is known
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Review(
            ReviewState state, LocalDate dueOn, @Nullable Instant foundAt) {}

    /**
     * @param whom whose use it is: of a question about many, only what was answered about her is told
     * @param review what came of the review, where there is one
     */
    static Use of(StoredRecord stored, Whom whom, ReviewOutcomes.@Nullable Outcome review) {
        return stored.content()
                .map(content -> of(content, whom, review))
                .orElseGet(() -> new Use(
                        stored.entry().eventId(),
                        stored.recordedAt(),
                        ALTERED,
                        null,
                        null,
                        "unknown",
                        null,
                        ALTERED,
                        AlteredLine.SUMMARY,
                        null));
    }

    static Use of(RecordContent content, Whom whom, ReviewOutcomes.@Nullable Outcome review) {
        RecordFacts facts = content.facts();
        JsonNode role = content.tree().path("actor").path("user").path("role");
        return new Use(
                facts.id(),
                facts.occurredAt(),
                facts.type(),
                facts.who().organisation(),
                role.isTextual() ? role.asText() : null,
                facts.who().capacity(),
                facts.purpose(),
                facts.type().equals(AuditType.COHORT_PART)
                        ? about(content.detail(), whom).path("outcome").asText()
                        : facts.outcome(),
                content.summary(),
                review == null ? null : new Review(review.state(), review.dueOn(), review.foundAt()));
    }

    /** What was answered about this person, of a part of a cohort. */
    static JsonNode about(JsonNode detail, Whom whom) {
        return CohortPeople.answerAbout(detail, whom.names())
                .orElseThrow(() -> new IllegalStateException(
                        "a part of a cohort is found by those whom it names; run the verifier"));
    }
}
