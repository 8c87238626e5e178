package uk.concord.audit.fhir.external;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it is told at once. */
final class Faults {

    private static final int MOST = 50;

    private final List<ElementFault> found = new ArrayList<>();

    /** It can't be read. */
    void malformed(String element, String what) {
        add(new ElementFault(element, what, true));
    }

    /** It can be read, but isn't accepted. */
    void refused(String element, String what) {
        add(new ElementFault(element, what, false));
    }

    private void add(ElementFault fault) {
        if (found.size() < MOST) {
            found.add(fault);
        }
    }

    /** @throws uk.concord.kernel.problem.ProblemException 400 or 422 if anything was wrong */
    void demandNone() {
        if (!found.isEmpty()) {
            throw ElementFault.asProblem(found);
        }
    }
}
