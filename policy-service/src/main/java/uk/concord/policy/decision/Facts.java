package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.Effect;

/**
 * Exactly what the policy may look at for one question, normalised: this record and those in it are the single source of the
 * shape of OPA's input. Nothing in it identifies the patient or the user, and nothing in it is a conclusion.
 *
 * @param patient what is known of the patient; null where the question isn't about one
 * @param grant a break-glass grant for this patient and this requester that holds now, where there is one
 * @param members the question as it came; only where it isn't about a patient's record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Facts(
        Asked question,
        @Nullable Patient patient,
        @Nullable Grant grant,
        @Nullable Members members) {

    /**
     * What OPA is given.
     *
     * @param at the instant at which everything is judged
     */
    record Input(Facts facts, Instant at) {}

    /**
     * What was asked.
     *
     * @param categories distinct and in order
     * @param labels security labels of what is asked for, distinct and in order
     * @param supportedObligations distinct and in order
     * @param basis the public-interest basis that the caller names, if it names one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Asked(
            @JsonProperty("resource_type") String resourceType,
            String action,
            @Nullable String requester,
            @Nullable String custodian,
            @Nullable String purpose,
            @Nullable String role,
            List<String> categories,
            List<String> labels,
            @JsonProperty("supported_obligations") List<String> supportedObligations,
            @Nullable String basis) {}

    /** How the patient stands. */
    enum PatientStanding {
        @JsonProperty("registered")
        REGISTERED,
        @JsonProperty("unregistered")
        UNREGISTERED,
        @JsonProperty("unreadable")
        UNREADABLE
    }

    /** What is known of the patient. */
    record Patient(PatientStanding standing, List<Preference> preferences) {}

    /**
     * What the patient said under one scheme.
     *
     * @param underReview an objection that isn't decided yet
     * @param asOf the UTC day on which the truth was read, as its first instant, for a scheme that others own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Preference(
            String scheme,
            Effect effect,
            @JsonProperty("under_review") boolean underReview,
            @JsonProperty("as_of") @Nullable Instant asOf,
            List<Rule> exceptions) {}

    /**
     * An exception that holds now. Its dimensions are ANDed, the members of one are ORed, and one without members doesn't
     * constrain (FHIR R4 Consent.provision).
     *
     * @param exceptions to this exception
     */
    record Rule(
            Effect effect,
            List<String> organisations,
            @JsonProperty("organisation_types") List<String> organisationTypes,
            List<String> categories,
            List<String> purposes,
            List<String> labels,
            List<Rule> exceptions) {}

    /** A break-glass grant. */
    record Grant(String reason, Instant until) {}

    /** The four members of an AuthZEN question, as they came. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Members(
            JsonNode subject,
            JsonNode action,
            JsonNode resource,
            @Nullable JsonNode context) {}
}
