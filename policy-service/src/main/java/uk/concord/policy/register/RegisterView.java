package uk.concord.policy.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionChanged;

/** The register as this replica last read it: at each change, so at most a moment old. */
@ApplicationScoped
public class RegisterView {

    private final Register register;
    private volatile RegisterSnapshot latest = new RegisterSnapshot(0, List.of());

    RegisterView(Register register) {
        this.register = register;
    }

    // Before the bundle is told, which is made from this.
    void refresh(@Observes @jakarta.annotation.Priority(1) RevisionChanged change) {
        if (change.part() == Part.REGISTER) {
            latest = register.read();
        }
    }

    /** The register that this replica knows. */
    public RegisterSnapshot latest() {
        return latest;
    }
}
