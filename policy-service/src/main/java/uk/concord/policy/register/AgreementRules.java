package uk.concord.policy.register;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import uk.concord.kernel.identity.OdsCode;

/**
 * What an agreement must fulfil to be put in the register, or to be put in force.
 *
 * @param today in Europe/London
 */
record AgreementRules(References references, LocalDate today) {

    void check(Agreement agreement, Faults faults) {
        references.parties(faults, "custodians", agreement.custodians());
        references.parties(faults, "requesters", agreement.requesters());
        references.things(faults, "purposes", Kind.PURPOSES, agreement.purposes());
        references.things(faults, "categories", Kind.CATEGORIES, agreement.categories());
        references.organisations(
                faults,
                "signatories",
                agreement.signatories().stream().map(Signatory::organisation).toList());
        String commonLaw = agreement.legalBases().commonLaw();
        faults.add(
                !CommonLaw.ALL.contains(commonLaw), "legal_bases.common_law", "must be one of " + CommonLaw.ALL + ".");
        faults.add(
                commonLaw.equals(CommonLaw.SECTION_251) && agreement.section251() == null,
                "section_251",
                "is missing: the common-law basis is an approval under section 251, which must be named.");
        signatures(agreement, faults);
    }

    private void signatures(Agreement agreement, Faults faults) {
        List<OdsCode> signed =
                agreement.signatories().stream().map(Signatory::organisation).toList();
        faults.add(signed.stream().distinct().count() < signed.size(), "signatories", "name an organisation twice.");
        faults.add(
                agreement.signatories().stream()
                        .anyMatch(signatory -> signatory.signedOn().isAfter(today)),
                "signatories",
                "name a day that is still to come.");
        boolean mustBeSigned = switch (agreement.status()) {
            case SIGNED, ACTIVE, SUSPENDED -> true;
            case DRAFT, EXPIRED -> false;
        };
        faults.add(
                mustBeSigned && !agreement.unsigned().isEmpty(),
                "signatories",
                "lack "
                        + agreement.unsigned().stream().map(OdsCode::value).collect(Collectors.joining(", "))
                        + ": every organisation that it names must have signed before it can be more than a draft.");
    }
}
