package uk.concord.policy.breakglass;

import java.util.List;
import uk.concord.kernel.identity.OdsCode;

/**
 * Whose grants a caller may see and end.
 *
 * @param everywhere whether it is those of the whole region; then the list says nothing
 */
record Reach(boolean everywhere, List<OdsCode> organisations) {

    static final Reach REGION = new Reach(true, List.of());

    boolean covers(OdsCode organisation) {
        return everywhere || organisations.contains(organisation);
    }
}
