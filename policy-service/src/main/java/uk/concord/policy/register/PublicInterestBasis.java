package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named ground of overriding public interest (seventh Caldicott principle), such as safeguarding: a caller that names it may
 * be told what the patient or the rule for sensitive information would have held back.
 *
 * @param author who weighed it
 * @param justification why the public interest overrides confidentiality
 * @param proportionality why no less would do
 * @param caldicottConsulted whether the Caldicott Guardian was consulted
 * @param reviewOn the day by which somebody must look at it again
 * @param from its first day, in Europe/London
 * @param until its last day, which belongs to it; null: no end is set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicInterestBasis(
        String id,
        String title,
        String author,
        String justification,
        String proportionality,
        @JsonProperty("caldicott_consulted") boolean caldicottConsulted,
        @JsonProperty("review_on") LocalDate reviewOn,
        Parties custodians,
        Parties requesters,
        List<String> purposes,
        List<String> categories,
        LocalDate from,
        @Nullable LocalDate until)
        implements RegisterThing {

    /** Refuses what is incomplete. */
    public PublicInterestBasis {
        Faults faults = new Faults();
        faults.id("id", id);
        faults.line("title", title);
        faults.line("author", author);
        faults.page("justification", justification);
        faults.page("proportionality", proportionality);
        faults.present("review_on", reviewOn);
        Parties.demandSomebody(faults, "custodians", custodians);
        Parties.demandSomebody(faults, "requesters", requesters);
        purposes = faults.some("purposes", purposes);
        categories = faults.some("categories", categories);
        faults.period(from, until);
        faults.demandNone();
    }

    @Override
    public String key() {
        return id;
    }

    /** Whether it holds on a day in Europe/London. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
