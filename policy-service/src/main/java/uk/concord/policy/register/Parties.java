package uk.concord.policy.register;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/** One side of an agreement or of a public-interest basis: organisations by name, and all organisations of some types. */
public record Parties(List<OdsCode> organisations, List<String> types) {

    /** An absent list is an empty one. */
    public Parties {
        Faults faults = new Faults();
        organisations = faults.list("organisations", organisations);
        types = faults.list("types", types);
        faults.demandNone();
    }

    /** Whether this organisation is on this side. */
    public boolean include(Organisation organisation) {
        return organisations.contains(organisation.odsCode()) || types.contains(organisation.type());
    }

    /** Notes it as a fault if there is nobody on this side. */
    static void demandSomebody(Faults faults, String side, @Nullable Parties parties) {
        faults.present(side, parties);
        if (parties != null) {
            faults.add(
                    parties.organisations().isEmpty() && parties.types().isEmpty(),
                    side,
                    "must name an organisation or a type.");
        }
    }
}
