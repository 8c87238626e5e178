package uk.concord.policy.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Checks what changed things say of others: everything that they name must be in the register. */
final class RegisterValidation {

    private final RegisterSnapshot register;
    private final Set<String> types;
    private final List<String> faults = new ArrayList<>();

    private RegisterValidation(RegisterSnapshot register) {
        this.register = register;
        this.types = register.all(Kind.ORGANISATIONS).stream()
                .map(organisation -> ((Organisation) organisation).type())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param register as it would be after the change
     * @throws ProblemException 422 with all faults in the member {@code faults}
     */
    static void demandConsistent(RegisterSnapshot register, Collection<? extends RegisterThing> changed) {
        RegisterValidation validation = new RegisterValidation(register);
        changed.forEach(validation::check);
        if (!validation.faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE,
                    "Nothing was changed: the register would name what it doesn't hold. See faults.",
                    Map.of("faults", validation.faults),
                    null);
        }
    }

    private void check(RegisterThing thing) {
        switch (thing) {
            case Organisation organisation -> checkOrganisation(organisation);
            case PartnerSystem system -> {
                organisations(system, "requester_for", system.requesterFor());
                organisations(system, "enforces_for", system.enforcesFor());
            }
            case Purpose purpose -> {}
            case Category category -> {}
            case Scheme scheme -> {
                things(scheme, "governs", Kind.PURPOSES, scheme.governs());
                types(scheme, "custodian_types", scheme.custodianTypes());
            }
            case Agreement agreement -> checkAgreement(agreement);
        }
    }

    private void checkOrganisation(Organisation organisation) {
        OdsCode successor = organisation.successor();
        organisations(organisation, "successor", successor == null ? List.of() : List.of(successor));
        if (circular(organisation)) {
            fault(organisation, "successor", "would make a circle");
        }
    }

    private boolean circular(Organisation organisation) {
        Set<OdsCode> seen = new TreeSet<>();
        @Nullable OdsCode next = organisation.odsCode();
        while (next != null) {
            if (!seen.add(next)) {
                return true;
            }
            next = register.find(Kind.ORGANISATIONS, next.value())
                    .map(found -> ((Organisation) found).successor())
                    .orElse(null);
        }
        return false;
    }

    private void checkAgreement(Agreement agreement) {
        organisations(agreement, "custodians", agreement.custodians().organisations());
        types(agreement, "custodians", agreement.custodians().types());
        organisations(agreement, "requesters", agreement.requesters().organisations());
        types(agreement, "requesters", agreement.requesters().types());
        things(agreement, "purposes", Kind.PURPOSES, agreement.purposes());
        things(agreement, "categories", Kind.CATEGORIES, agreement.categories());
        organisations(
                agreement,
                "signatories",
                agreement.signatories().stream()
                        .map(Agreement.Signatory::organisation)
                        .toList());
    }

    private void organisations(RegisterThing thing, String member, List<OdsCode> codes) {
        things(
                thing,
                member,
                Kind.ORGANISATIONS,
                codes.stream().map(OdsCode::value).toList());
    }

    private void things(RegisterThing thing, String member, Kind kind, List<String> keys) {
        keys.stream()
                .filter(key -> register.find(kind, key).isEmpty())
                .forEach(key -> fault(thing, member, "names " + key + ", which isn't among the " + kind.path()));
    }

    private void types(RegisterThing thing, String member, List<String> named) {
        named.stream()
                .filter(type -> !types.contains(type))
                .forEach(type -> fault(thing, member, "names the type " + type + ", which no organisation has"));
    }

    private void fault(RegisterThing thing, String member, String what) {
        faults.add(thing.kind().path() + "/" + thing.key() + ": " + member + " " + what);
    }
}
