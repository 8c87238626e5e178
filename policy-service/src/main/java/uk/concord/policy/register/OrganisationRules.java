package uk.concord.policy.register;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * What an organisation must fulfil to be put in the register.
 *
 * @param types the types that this region has
 */
record OrganisationRules(References references, List<String> types) {

    // NHS Data Dictionary, default codes: they stand for "not known" or "not applicable", never for an organisation.
    private static final Pattern DUMMY =
            Pattern.compile("V8199[789]|8999[79]|X9999[89]|ZZ(201|203|888|999)|0+|9{3,}|X{3,}");

    void check(Organisation organisation, Faults faults) {
        String code = organisation.odsCode().value();
        faults.add(
                DUMMY.matcher(code).matches(),
                "ods_code",
                "is " + code + ", which stands for no organisation: it is a default code.");
        faults.add(
                !types.contains(organisation.type()),
                "type",
                "is " + organisation.type() + ", which isn't among the types of organisation: " + types + ".");
        faults.optionalLine("postcode", organisation.postcode());
        references.organisation(faults, "successor", organisation.successor());
        faults.add(circular(organisation), "successor", "would make a circle.");
    }

    private boolean circular(Organisation organisation) {
        Set<OdsCode> seen = new TreeSet<>();
        @Nullable OdsCode next = organisation.odsCode();
        while (next != null) {
            if (!seen.add(next)) {
                return true;
            }
            next = references
                    .register()
                    .find(Kind.ORGANISATIONS, next.value())
                    .map(found -> ((Organisation) found).successor())
                    .orElse(null);
        }
        return false;
    }
}
