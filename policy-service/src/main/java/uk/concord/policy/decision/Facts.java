package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;

/**
 * Exactly what the policy may look at for one question, normalised: this record and those in it are the single source of the
 * shape of OPA's input. Nothing in it identifies the patient or the user, and nothing in it is a conclusion.
 *
 * @param patient what is known of the patient; null where the question isn't about one
 * @param grant a break-glass grant for this patient and this requester, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Facts(Asked question, @Nullable Patient patient, @Nullable Grant grant) {

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
     * @param supportedObligations distinct and in order
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
            @JsonProperty("supported_obligations") List<String> supportedObligations) {}

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

    /** What the patient said under one scheme. */
    record Preference(String scheme, Effect effect, List<PreferenceRule> exceptions) {}

    /** A break-glass grant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Grant(@Nullable Instant from, Instant until) {}
}
