package uk.concord.audit.trail;

import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** Which records an officer may see. */
public sealed interface Viewer {

    /** Every record. */
    record Region() implements Viewer {}

    /**
     * The records that belong to one organisation. A patient's change of mind is seen only by the organisation that made it for her:
     * to others it would tell what she said about them.
     */
    record OneOrganisation(OdsCode organisation) implements Viewer {}

    /**
     * What the caller's roles and organisation allow.
     *
     * @throws ProblemException 403 for an officer of one organisation whose token names none
     */
    static Viewer of(Caller caller) {
        if (caller.has(Roles.REGIONAL_IG_OFFICER) || caller.has(Roles.CALDICOTT_GUARDIAN)) {
            return new Region();
        }
        return new OneOrganisation(
                caller.organisation()
                        .orElseThrow(
                                () -> new ProblemException(
                                        ProblemType.FORBIDDEN,
                                        "Your account names no organisation, so there are no records that you may see. Ask for it to be set.")));
    }
}
