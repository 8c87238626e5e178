package uk.concord.audit.trail;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What an officer looks for. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record SearchRequest(
        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING) @Nullable
        NhsNumber nhsNumber,

        @Nullable UUID patient,

        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING) @Nullable
        OdsCode organisation,

        @Nullable String type,
        @Nullable String purpose,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID decisionId,
        @Nullable String after,
        @Nullable Integer limit) {

    /** @throws ProblemException 400 if the members contradict each other */
    void check() {
        if (nhsNumber != null && patient != null) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Give either \"nhs_number\" or \"patient\", not both.");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "\"from\" must be before \"until\".");
        }
    }
}
