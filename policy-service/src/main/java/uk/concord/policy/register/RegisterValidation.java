package uk.concord.policy.register;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import uk.concord.kernel.preference.Effect;

/**
 * Checks what is newly said of a thing against the rest of the register. What was stored earlier, under fewer rules, isn't
 * checked again until somebody changes it.
 */
final class RegisterValidation {

    private static final Duration LONGEST_FRESHNESS = Duration.ofDays(366);
    private static final Pattern CANONICAL = Pattern.compile("(https?://|urn:)[^\\s|]+(\\|[^\\s|]+)?");
    private static final Pattern SNOMED = Pattern.compile("[1-9][0-9]{5,17}");

    private final References references;
    private final OrganisationRules organisations;
    private final AgreementRules agreements;

    RegisterValidation(References references, List<String> organisationTypes, LocalDate today) {
        this.references = references;
        this.organisations = new OrganisationRules(references, organisationTypes);
        this.agreements = new AgreementRules(references, today);
    }

    /** Everything that is wrong with this thing. */
    List<Fault> faults(RegisterThing thing) {
        Faults faults = new Faults();
        switch (thing) {
            case Organisation organisation -> organisations.check(organisation, faults);
            case PartnerSystem system -> {
                references.organisations(faults, "requester_for", system.requesterFor());
                references.organisations(faults, "enforces_for", system.enforcesFor());
            }
            case Purpose purpose -> check(purpose, faults);
            case Category category -> check(category, faults);
            case Scheme scheme -> check(scheme, faults);
            case Agreement agreement -> agreements.check(agreement, faults);
            case Direction direction -> check(direction, faults);
            case PublicInterestBasis basis -> check(basis, faults);
        }
        return faults.all();
    }

    private void check(Purpose purpose, Faults faults) {
        purpose.defaults().keySet().forEach(scheme -> {
            references.things(faults, "defaults", Kind.SCHEMES, List.of(scheme));
            references
                    .register()
                    .find(Kind.SCHEMES, scheme)
                    .map(Scheme.class::cast)
                    .filter(found -> !found.governs().contains(purpose.id()))
                    .ifPresent(found -> faults.add("defaults", "names " + scheme + ", which doesn't govern it."));
        });
    }

    private static void check(Category category, Faults faults) {
        category.fhirProfiles()
                .forEach(profile -> faults.add(
                        !CANONICAL.matcher(profile).matches(),
                        "fhir_profiles",
                        "must hold canonical addresses, such as https://fhir.hl7.org.uk/StructureDefinition/…"));
        category.referenceSets()
                .forEach(set -> faults.add(
                        !CANONICAL.matcher(set).matches()
                                && !SNOMED.matcher(set).matches(),
                        "reference_sets",
                        "must hold SNOMED CT ids or canonical addresses of value sets."));
    }

    private void check(Scheme scheme, Faults faults) {
        references.things(faults, "governs", Kind.PURPOSES, scheme.governs());
        references.types(faults, "custodian_types", scheme.custodianTypes());
        faults.add(
                (scheme.regime() == Scheme.Regime.OPT_IN) != (scheme.defaultEffect() == Effect.DENY),
                "regime",
                "doesn't fit the default_effect: only an opt-in denies for people who have said nothing.");
        Duration bound = scheme.freshFor();
        if (bound != null) {
            faults.add(
                    scheme.writable(), "fresh_for", "must be left out: a scheme that is written here is always fresh.");
            faults.add(bound.compareTo(LONGEST_FRESHNESS) > 0, "fresh_for", "must be at most P366D.");
        }
        scheme.notAppliedTo()
                .forEach(basis -> faults.add(
                        !CommonLaw.ALL.contains(basis), "not_applied_to", "must be of " + CommonLaw.ALL + "."));
    }

    private void check(Direction direction, Faults faults) {
        references.things(faults, "scheme", Kind.SCHEMES, List.of(direction.scheme()));
        references.things(faults, "purposes", Kind.PURPOSES, direction.purposes());
        references
                .register()
                .find(Kind.SCHEMES, direction.scheme())
                .map(Scheme.class::cast)
                .ifPresent(scheme -> direction.purposes().stream()
                        .filter(purpose -> !scheme.governs().contains(purpose))
                        .forEach(purpose ->
                                faults.add("purposes", "names " + purpose + ", which the scheme doesn't govern.")));
    }

    private void check(PublicInterestBasis basis, Faults faults) {
        references.parties(faults, "custodians", basis.custodians());
        references.parties(faults, "requesters", basis.requesters());
        references.things(faults, "purposes", Kind.PURPOSES, basis.purposes());
        references.things(faults, "categories", Kind.CATEGORIES, basis.categories());
        faults.add(basis.reviewOn().isBefore(basis.from()), "review_on", "must not be before from.");
    }
}
