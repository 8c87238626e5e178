package uk.concord.policy.breakglass;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.register.PartnerSystem;
import uk.concord.policy.register.RegisterView;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionWatch;

/** Whose grants somebody may declare, see and end. Of a partner system the register says it, not its token. */
@ApplicationScoped
class GrantRights {

    private final RegisterView register;
    private final RevisionWatch revisions;

    GrantRights(RegisterView register, RevisionWatch revisions) {
        this.register = register;
        this.revisions = revisions;
    }

    /**
     * What this caller reaches.
     *
     * @throws ProblemException 403, if it is nothing
     */
    Reach of(Caller caller) {
        if (caller.has(Roles.REGIONAL_IG_OFFICER) || caller.has(Roles.CALDICOTT_GUARDIAN)) {
            return Reach.REGION;
        }
        if (caller.has(Roles.IG_OFFICER)) {
            return new Reach(
                    false,
                    List.of(caller.organisation()
                            .orElseThrow(() -> forbidden(
                                    "Your account names no organisation, so there are no grants that you may see. Ask for it"
                                            + " to be set."))));
        }
        return new Reach(false, partnerSystem(caller.client()).requesterFor());
    }

    /**
     * Returns if this client may declare an emergency for this organisation.
     *
     * @throws ProblemException 403, if it doesn't speak for it
     */
    void demandSpeaksFor(String client, OdsCode requester) {
        if (!partnerSystem(client).requesterFor().contains(requester)) {
            throw forbidden(
                    "This partner system doesn't speak for the organisation that declares the emergency. A register"
                            + " officer of the region can change that.");
        }
    }

    private PartnerSystem partnerSystem(String client) {
        revisions.demandInForce(Part.REGISTER, register.latest().revision());
        return register.latest()
                .partnerSystem(client)
                .orElseThrow(
                        () -> forbidden(
                                "This client isn't a partner system on the register. A register officer of the region can add it."));
    }

    static ProblemException forbidden(String what) {
        return new ProblemException(ProblemType.FORBIDDEN, what);
    }
}
