package uk.concord.consent.inforce;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.policyservice.PolicyService;
import uk.concord.consent.policyservice.PolicyService.HeldRevision;
import uk.concord.consent.policyservice.PolicyServiceUnavailableException;

/** Asks policy-service by which revision of a patient's choices it decides. */
@ApplicationScoped
public class InForceQuestion {

    private static final Logger LOG = Logger.getLogger(InForceQuestion.class);

    private final PolicyService policy;

    InForceQuestion(PolicyService policy) {
        this.policy = policy;
    }

    /** Whether decisions are made by this revision already. When policy-service can't be asked, they aren't. */
    public InForce of(RegisteredPatient patient, long revision) {
        return held(patient)
                .map(held -> new InForce(revision, held.revision() >= revision, held.revision(), held.since()))
                .orElse(new InForce(revision, false, null, null));
    }

    private Optional<HeldRevision> held(RegisteredPatient patient) {
        try {
            return policy.held(patient.id());
        } catch (PolicyServiceUnavailableException e) {
            LOG.warnf(e, "can't tell whether a revision is in force patient=%s", patient.id());
            return Optional.empty();
        }
    }
}
