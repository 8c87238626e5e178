package uk.concord.policy.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;

/**
 * An AuthZEN question, well formed. Nothing of it is checked against the register yet.
 */
sealed interface Question {

    /** Who is said to ask. */
    Subject subject();

    /** The action's name. */
    String action();

    /** The resource's type. */
    String resourceType();

    /** The organisation in whose name is asked, where the question has one. */
    @Nullable
    OdsCode requester();

    /**
     * The user as the partner system describes it.
     *
     * @param role what the partner system says of the user's role
     */
    record Subject(String type, String id, @Nullable String role) {}

    /**
     * A question about a patient's record.
     *
     * @param categories distinct and in order
     * @param labels security labels of what is asked for, distinct and in order
     * @param supportedObligations distinct and in order
     * @param basis the public-interest basis that the caller names, if it names one
     * @param atLeast the patient's revision that the answer must at least rest on; null: any within the bound on staleness
     */
    record PatientRecord(
            Subject subject,
            OdsCode requester,
            String action,
            String purpose,
            NhsNumber nhsNumber,
            OdsCode custodian,
            List<String> categories,
            List<String> labels,
            List<String> supportedObligations,
            @Nullable String basis,
            @Nullable Long atLeast)
            implements Question {

        /** The resource type of these questions. */
        static final String TYPE = "patient-record";

        @Override
        public String resourceType() {
            return TYPE;
        }
    }

    /** A question about something else: what it means, if anything, the rules say. */
    record Other(
            Subject subject,
            String action,
            String resourceType,
            @Nullable OdsCode requester,
            Facts.Members members) implements Question {}
}
