package uk.concord.consent.patient;

import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** The patient who is signed in and asks about herself. */
@ApplicationScoped
public class SignedInPatient {

    private static final ProblemType NOT_REGISTERED = ProblemType.of("not-registered", "Not on the patient register", 404);

    private final Caller caller;
    private final PatientRegister register;

    SignedInPatient(Caller caller, PatientRegister register) {
        this.caller = caller;
        this.register = register;
    }

    /**
     * The patient to whom the token's NHS number leads.
     *
     * @throws ProblemException 403 if the sign-in brought no NHS number, 404 if it leads to nobody
     */
    public RegisteredPatient patient() {
        return register.find(caller.nhsNumber())
                .flatMap(register::get)
                .orElseThrow(() -> new ProblemException(
                        NOT_REGISTERED,
                        "You aren't on this region's patient register yet, so we hold no choices of yours. Ask your GP"
                                + " practice whether it takes part."));
    }
}
