package uk.concord.policy.breakglass;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** A declaration as it is sent. */
record DeclarationBody(
        @Nullable String requester,
        @Nullable Subject subject,
        @JsonProperty("nhs_number") @Nullable String nhsNumber,
        @Nullable String relationship,
        @JsonProperty("reason_code") @Nullable String reasonCode,
        @Nullable String reason,
        @Nullable String until) {

    private static final int LONGEST_NAME = 256;
    private static final int SHORTEST_RELATIONSHIP = 3;
    private static final int LONGEST_RELATIONSHIP = 200;
    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 1000;

    /** The user, as AuthZEN's subject names her. */
    record Subject(@Nullable String id, @Nullable String role) {}

    /**
     * The declaration, whole.
     *
     * @throws ProblemException 400 that names the member that is missing or wrong
     */
    Declaration read() {
        Subject user = Text.present("subject", subject);
        return new Declaration(
                new OdsCode(Text.of("requester", requester, 1, LONGEST_NAME)),
                Text.of("subject.id", user.id(), 1, LONGEST_NAME),
                Text.of("subject.role", user.role(), 1, LONGEST_NAME),
                NhsNumber.of(Text.present("nhs_number", nhsNumber)),
                Text.of("relationship", relationship, SHORTEST_RELATIONSHIP, LONGEST_RELATIONSHIP),
                code(Text.present("reason_code", reasonCode)),
                Text.of("reason", reason, SHORTEST_REASON, LONGEST_REASON),
                until == null ? null : instant(until));
    }

    private static ReasonCode code(String text) {
        return ReasonCode.of(text)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "reason_code must be one of HL7's v3 ActReason: " + Arrays.toString(ReasonCode.values())
                                + "."));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "until must be an instant, such as 2026-11-24T18:30:00Z.");
        }
    }

    @Override
    public String toString() {
        return "DeclarationBody[hidden]";
    }
}
