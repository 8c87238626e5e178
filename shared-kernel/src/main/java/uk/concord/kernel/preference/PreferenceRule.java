package uk.concord.kernel.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception to a preference's base effect, or to the exception that it is nested in. Its dimensions are ANDed, the members of
 * one are ORed, and a dimension without members doesn't constrain (FHIR R4 Consent.provision). The period is half-open.
 *
 * @param organisations ODS codes of requesters
 * @param organisationTypes types of requesters
 * @param categories kinds of information
 * @param purposes purposes of use
 * @param labels security labels of what is asked for
 * @param from the first instant at which it holds; null: since ever
 * @param until the first instant at which it no longer holds; null: for good
 * @param exceptions to this one, at most so deep that there are {@value #DEEPEST} levels with this one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreferenceRule(
        Effect effect,
        List<String> organisations,
        @JsonProperty("organisation_types") List<String> organisationTypes,
        List<String> categories,
        List<String> purposes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
        @Nullable Instant from,
        @Nullable Instant until,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PreferenceRule> exceptions) {

    /** How many levels of exceptions a preference may have, the outermost counted. */
    public static final int DEEPEST = 5;

    /**
     * Takes an absent dimension for one without members.
     *
     * @throws IllegalArgumentException if exceptions are nested too deep
     */
    public PreferenceRule {
        organisations = orEmpty(organisations);
        organisationTypes = orEmpty(organisationTypes);
        categories = orEmpty(categories);
        purposes = orEmpty(purposes);
        labels = orEmpty(labels);
        exceptions = orEmpty(exceptions);
        if (1 + levels(exceptions) > DEEPEST) {
            throw new IllegalArgumentException("exceptions may be nested " + DEEPEST + " levels deep at most");
        }
    }

    /** An exception without labels and without exceptions of its own. */
    public PreferenceRule(
            Effect effect,
            List<String> organisations,
            List<String> organisationTypes,
            List<String> categories,
            List<String> purposes,
            @Nullable Instant from,
            @Nullable Instant until) {
        this(effect, organisations, organisationTypes, categories, purposes, List.of(), from, until, List.of());
    }

    private static int levels(List<PreferenceRule> rules) {
        int most = 0;
        for (PreferenceRule rule : rules) {
            most = Math.max(most, 1 + levels(rule.exceptions()));
        }
        return most;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> members) {
        return members == null ? List.of() : List.copyOf(members);
    }
}
