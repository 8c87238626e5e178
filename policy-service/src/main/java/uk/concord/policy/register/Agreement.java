package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * A sharing agreement: who may receive what from whom, for which purposes, on which legal bases.
 *
 * @param from its first day, in Europe/London
 * @param until its last day, which belongs to it; null: no end is agreed
 * @param statutoryExceptions what lets it cover legally restricted categories, if anything does
 * @param reviewOn the day by which somebody must look at it again; it holds after that day all the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Agreement(
        String id,
        String title,
        Status status,
        LocalDate from,
        @Nullable LocalDate until,
        Parties custodians,
        Parties requesters,
        List<String> purposes,
        List<String> categories,
        @JsonProperty("legal_bases") LegalBases legalBases,
        @JsonProperty("statutory_exceptions") List<String> statutoryExceptions,
        @JsonProperty("section_251") @Nullable Section251 section251,
        @JsonProperty("review_on") @Nullable LocalDate reviewOn,
        @Nullable Dpia dpia,
        List<Signatory> signatories)
        implements RegisterThing {

    /** Refuses what is incomplete, and an agreement that is in force without having been signed. */
    public Agreement {
        Faults faults = new Faults();
        faults.id("id", id);
        faults.line("title", title);
        faults.present("status", status);
        faults.period(from, until);
        Parties.demandSomebody(faults, "custodians", custodians);
        Parties.demandSomebody(faults, "requesters", requesters);
        purposes = faults.some("purposes", purposes);
        categories = faults.some("categories", categories);
        faults.present("legal_bases", legalBases);
        statutoryExceptions = faults.lines("statutory_exceptions", statutoryExceptions);
        signatories = faults.list("signatories", signatories);
        faults.add(
                (status == Status.ACTIVE || status == Status.SIGNED) && signatories.isEmpty(),
                "signatories",
                "must name somebody: an agreement that is signed or active was signed by somebody.");
        faults.demandNone();
    }

    @Override
    public String key() {
        return id;
    }

    /** The same in this state. */
    Agreement as(Status other) {
        return with(other, signatories);
    }

    /** The same, with this signature too. */
    Agreement signedBy(Signatory signatory) {
        List<Signatory> more = new ArrayList<>(signatories);
        more.add(signatory);
        return with(status, more);
    }

    /** The same in this state, with these signatures. */
    Agreement with(Status otherStatus, List<Signatory> otherSignatories) {
        return new Agreement(
                id,
                title,
                otherStatus,
                from,
                until,
                custodians,
                requesters,
                purposes,
                categories,
                legalBases,
                statutoryExceptions,
                section251,
                reviewOn,
                dpia,
                otherSignatories);
    }

    /** Whether this organisation has signed. */
    boolean isSignedBy(OdsCode organisation) {
        return signatories.stream().anyMatch(signed -> signed.organisation().equals(organisation));
    }

    /** The organisations that it names as parties and that have not signed it. Who is a party by its type needn't sign. */
    public List<OdsCode> unsigned() {
        return Stream.concat(custodians.organisations().stream(), requesters.organisations().stream())
                .distinct()
                .filter(organisation -> !isSignedBy(organisation))
                .sorted()
                .toList();
    }

    /** Whether what was agreed is the same: everything but its title, its review, its DPIA, its state and its signatures. */
    boolean hasTheTermsOf(Agreement other) {
        return from.equals(other.from)
                && Objects.equals(until, other.until)
                && custodians.equals(other.custodians)
                && requesters.equals(other.requesters)
                && purposes.equals(other.purposes)
                && categories.equals(other.categories)
                && legalBases.equals(other.legalBases)
                && statutoryExceptions.equals(other.statutoryExceptions)
                && Objects.equals(section251, other.section251);
    }

    /**
     * How it stands on a day in Europe/London, for people to read. Whether it makes a request lawful is for the rules alone to say.
     */
    public Standing on(LocalDate day) {
        return switch (status) {
            case DRAFT -> Standing.DRAFT;
            case SIGNED -> Standing.SIGNED;
            case SUSPENDED -> Standing.SUSPENDED;
            case EXPIRED -> Standing.ENDED;
            case ACTIVE -> {
                if (day.isBefore(from)) {
                    yield Standing.NOT_STARTED;
                }
                LocalDate end = lastDay();
                yield end != null && day.isAfter(end) ? Standing.ENDED : Standing.IN_FORCE;
            }
        };
    }

    /** The last day on which it, and the approval behind it, hold; null if no end is agreed. */
    public @Nullable LocalDate lastDay() {
        if (section251 == null) {
            return until;
        }
        return until == null || section251.expires().isBefore(until) ? section251.expires() : until;
    }

    /** Whether somebody should have looked at it again by this day; never of one that is over. */
    public boolean isReviewOverdue(LocalDate day) {
        return reviewOn != null && day.isAfter(reviewOn) && on(day) != Standing.ENDED;
    }

    /** How an agreement stands on one day. */
    public enum Standing {
        IN_FORCE,
        DRAFT,
        SIGNED,
        NOT_STARTED,
        SUSPENDED,
        ENDED
    }

    /** Where an agreement is in its life. */
    public enum Status {
        @JsonProperty("draft")
        DRAFT,
        /** Signed by all, and not yet put in force. */
        @JsonProperty("signed")
        SIGNED,
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("expired")
        EXPIRED
    }
}
