package uk.concord.audit.hold;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What an officer wants held: exactly one of the first four, a reason and a reference. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record HoldRequest(
        @Schema(type = SchemaType.STRING) @Nullable NhsNumber nhsNumber,

        @Schema(type = SchemaType.STRING) @Nullable OdsCode organisation,

        @Nullable UUID decisionId,
        @Nullable List<@Nullable UUID> records,
        @Nullable String reason,
        @Nullable String reference) {

    private static final int MOST_RECORDS = 1000;

    /** @throws ProblemException 400 if it doesn't say exactly one thing to hold */
    HoldRequest {
        long subjects = Stream.of(nhsNumber, organisation, decisionId, records)
                .filter(Objects::nonNull)
                .count();
        if (subjects != 1) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Say what to hold by exactly one of \"nhs_number\", \"organisation\", \"decision_id\" and \"records\".");
        }
        if (records != null
                && (records.isEmpty()
                        || records.size() > MOST_RECORDS
                        || records.stream().anyMatch(Objects::isNull))) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "\"records\" must be 1 to " + MOST_RECORDS + " ids of records.");
        }
    }

    /** Why a hold ends. */
    record Release(@Nullable String reason) {}
}
