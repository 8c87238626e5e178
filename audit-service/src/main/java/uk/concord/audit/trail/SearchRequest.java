package uk.concord.audit.trail;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordReader;
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

        @Schema(description = "Who acted: the id that a partner system gave its user, or the account that signed in")
        @Nullable
        String person,

        @Schema(description = "The id that a partner system gave its user; another system may mean somebody else by it")
        @Nullable
        String user,

        @Schema(description = "The account that signed in") @Nullable
        String subject,

        @Schema(description = "The system (OAuth client) through which it was done") @Nullable
        String client,

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
        if (person != null && (user != null || subject != null)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Give either \"person\", which finds users' ids and accounts, or \"user\" and \"subject\", not both.");
        }
        checkName("person", person);
        checkName("user", user);
        checkName("subject", subject);
        checkName("client", client);
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "\"from\" must be before \"until\".");
        }
    }

    private static void checkName(String member, @Nullable String name) {
        if (name != null && !Actor.isName(name)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "\"" + member + "\" must be 1 to " + RecordReader.LONGEST
                            + " characters, not only spaces, on one line.");
        }
    }
}
