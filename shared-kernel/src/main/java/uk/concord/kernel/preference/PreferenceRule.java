package uk.concord.kernel.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception to a preference's base effect. Its dimensions are ANDed, the members of one are ORed, and a dimension without
 * members doesn't constrain (FHIR R4 Consent.provision). The period is half-open.
 *
 * @param organisations ODS codes of requesters
 * @param organisationTypes types of requesters
 * @param categories kinds of information
 * @param purposes purposes of use
 * @param from the first instant at which it holds; null: since ever
 * @param until the first instant at which it no longer holds; null: for good
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreferenceRule(
        Effect effect,
        List<String> organisations,
        @JsonProperty("organisation_types") List<String> organisationTypes,
        List<String> categories,
        List<String> purposes,
        @Nullable Instant from,
        @Nullable Instant until) {

    /** Takes an absent dimension for one without members. */
    public PreferenceRule {
        organisations = orEmpty(organisations);
        organisationTypes = orEmpty(organisationTypes);
        categories = orEmpty(categories);
        purposes = orEmpty(purposes);
    }

    private static List<String> orEmpty(@Nullable List<String> members) {
        return members == null ? List.of() : List.copyOf(members);
    }
}
