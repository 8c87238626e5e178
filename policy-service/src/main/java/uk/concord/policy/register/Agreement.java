package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * A sharing agreement: who may receive what from whom, for which purposes, on which legal bases.
 *
 * @param from its first day, in Europe/London
 * @param until its last day, which belongs to it; null: no end is agreed
 * @param statutoryException what lets it cover legally restricted categories, if anything does
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
        @JsonProperty("section_251") @Nullable Section251 section251,
        @JsonProperty("statutory_exception") @Nullable String statutoryException,
        List<Signatory> signatories)
        implements RegisterThing {

    /** Refuses what is incomplete, and an agreement that is active without having been signed. */
    public Agreement {
        Required.id("id", id);
        Required.text("title", title);
        Required.present("status", status);
        Required.present("from", from);
        if (until != null && until.isBefore(from)) {
            throw Required.invalid("until must not be before from.");
        }
        Required.present("custodians", custodians).demandSomebody("custodians");
        Required.present("requesters", requesters).demandSomebody("requesters");
        purposes = Required.list("purposes", purposes);
        categories = Required.list("categories", categories);
        if (purposes.isEmpty() || categories.isEmpty()) {
            throw Required.invalid("purposes and categories must each name at least one.");
        }
        Required.present("legal_bases", legalBases);
        signatories = Required.list("signatories", signatories);
        if (status == Status.ACTIVE && signatories.isEmpty()) {
            throw Required.invalid("An active agreement must have signatories.");
        }
    }

    @Override
    public String key() {
        return id;
    }

    /** The same in this state. */
    Agreement as(Status other) {
        return new Agreement(
                id,
                title,
                other,
                from,
                until,
                custodians,
                requesters,
                purposes,
                categories,
                legalBases,
                section251,
                statutoryException,
                signatories);
    }

    /**
     * How it stands on a day in Europe/London, for people to read. Whether it makes a request lawful is for the rules alone to say.
     */
    public Standing on(LocalDate day) {
        return switch (status) {
            case DRAFT -> Standing.DRAFT;
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

    /** How an agreement stands on one day. */
    public enum Standing {
        IN_FORCE,
        DRAFT,
        NOT_STARTED,
        SUSPENDED,
        ENDED
    }

    /** Where an agreement is in its life. */
    public enum Status {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("expired")
        EXPIRED
    }

    /** One side of it: organisations by name, and all organisations of some types. */
    public record Parties(List<OdsCode> organisations, List<String> types) {

        /** An absent list is an empty one. */
        public Parties {
            organisations = Required.list("organisations", organisations);
            types = Required.list("types", types);
        }

        /** Whether this organisation is on this side. */
        public boolean include(Organisation organisation) {
            return organisations.contains(organisation.odsCode()) || types.contains(organisation.type());
        }

        void demandSomebody(String side) {
            if (organisations.isEmpty() && types.isEmpty()) {
                throw Required.invalid(side + " must name an organisation or a type.");
            }
        }
    }

    /** UK GDPR Article 6, UK GDPR Article 9 and the common-law duty of confidentiality: three separate questions. */
    public record LegalBases(
            @JsonProperty("article_6") String article6,
            @JsonProperty("article_9") String article9,
            @JsonProperty("common_law") String commonLaw) {

        /** Refuses what is incomplete. */
        public LegalBases {
            Required.text("legal_bases.article_6", article6);
            Required.text("legal_bases.article_9", article9);
            Required.text("legal_bases.common_law", commonLaw);
        }
    }

    /**
     * An approval under section 251 of the NHS Act 2006.
     *
     * @param expires its last day; after it the agreement no longer holds
     */
    public record Section251(
            String reference,
            LocalDate expires,
            @JsonProperty("opt_out_disapplied") boolean optOutDisapplied) {

        /** Refuses what is incomplete. */
        public Section251 {
            Required.text("section_251.reference", reference);
            Required.present("section_251.expires", expires);
        }
    }

    /** Who signed for whom, and when. */
    public record Signatory(
            OdsCode organisation,
            String name,
            @JsonProperty("signed_on") LocalDate signedOn) {

        /** Refuses what is incomplete. */
        public Signatory {
            Required.present("signatories.organisation", organisation);
            Required.text("signatories.name", name);
            Required.present("signatories.signed_on", signedOn);
        }
    }
}
