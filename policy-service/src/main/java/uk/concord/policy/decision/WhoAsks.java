package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.register.PartnerSystem;
import uk.concord.policy.register.RegisterView;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionWatch;

/** Checks in whose name a partner system asks. The register says what it may; its token says only which client it is. */
@ApplicationScoped
class WhoAsks {

    private final RegisterView register;
    private final RevisionWatch revisions;

    WhoAsks(RegisterView register, RevisionWatch revisions) {
        this.register = register;
        this.revisions = revisions;
    }

    /**
     * Returns if this client may ask this.
     *
     * @throws ProblemException 403, if it isn't a partner system or speaks for neither the requester nor the custodian
     */
    void demandMayAsk(String client, Question question) {
        PartnerSystem system = demandPartnerSystem(client);
        boolean may = switch (question) {
            case Question.PatientRecord record ->
                system.requesterFor().contains(record.requester())
                        || system.enforcesFor().contains(record.custodian());
            case Question.Other other -> speaksFor(system, other.requester());
        };
        if (!may) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "This partner system doesn't speak for the asking organisation, nor does it enforce for the one that"
                            + " holds the record. A register officer of the region can change that.");
        }
    }

    /**
     * The partner system that this client is.
     *
     * @throws ProblemException 403, if it isn't one
     */
    PartnerSystem demandPartnerSystem(String client) {
        revisions.demandInForce(Part.REGISTER, register.latest().revision());
        return register.latest()
                .partnerSystem(client)
                .orElseThrow(
                        () -> new ProblemException(
                                ProblemType.FORBIDDEN,
                                "This client isn't a partner system on the register. A register officer of the region can add it."));
    }

    private static boolean speaksFor(PartnerSystem system, @org.jspecify.annotations.Nullable OdsCode requester) {
        return requester == null || system.requesterFor().contains(requester);
    }
}
