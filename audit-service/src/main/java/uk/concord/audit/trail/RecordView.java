package uk.concord.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordFacts;

/**
 * One line of a list of records.
 *
 * @param leafIndex its place in the ledger
 * @param recordedAt when the ledger took it, by its own clock
 * @param occurredAt when it happened, by the clock of the service that saw it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordView(
        UUID id,
        long leafIndex,
        Instant recordedAt,
        String type,
        Instant occurredAt,
        String source,
        @Nullable String requestId,
        @Nullable Patient patient,
        Actor actor,
        List<String> organisations,
        @Nullable String purpose,
        String outcome,
        @Nullable UUID decisionId,
        String summary)
        implements RecordLine {

    /** About whom. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Patient(@Nullable UUID id, @Nullable String pseudonym) {}

    /** Who did it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Actor(
            String client,
            String subject,
            @Nullable String organisation,
            @Nullable User user,
            String capacity) {}

    /**
     * What a partner system said of its user.
     *
     * @param asserted always true: said, not proven
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record User(@Nullable String id, @Nullable String role, boolean asserted) {}

    /** The line of a record with this content. */
    public static RecordView of(StoredRecord record, RecordContent content) {
        RecordFacts facts = content.facts();
        return new RecordView(
                facts.id(),
                record.leafIndex(),
                record.recordedAt(),
                facts.type(),
                facts.occurredAt(),
                facts.source(),
                facts.requestId(),
                patient(facts.whom()),
                actor(facts.who(), content.tree().path("actor").path("user")),
                facts.organisations(),
                facts.purpose(),
                facts.outcome(),
                facts.decisionId(),
                content.summary());
    }

    private static @Nullable Patient patient(RecordFacts.Whom whom) {
        return whom.isNamed() ? new Patient(whom.patient(), whom.pseudonym()) : null;
    }

    private static Actor actor(RecordFacts.Who who, JsonNode user) {
        User asserted = user.isObject()
                ? new User(
                        who.user(),
                        user.path("role").isTextual() ? user.path("role").asText() : null,
                        true)
                : null;
        return new Actor(who.client(), who.subject(), who.organisation(), asserted, who.capacity());
    }
}
