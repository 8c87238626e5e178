package uk.concord.audit.fhir.external;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Something wrong with one element. Its words never repeat what was sent.
 *
 * @param element where, as a FHIRPath of plain steps
 * @param what what is wrong, and what to do; the end of a sentence that begins with the element
 * @param malformed whether it can't be read at all (400), rather than not be accepted (422)
 */
public record ElementFault(String element, String what, boolean malformed) {

    /** The problem's member that lists them. */
    public static final String MEMBER = "faults";

    /** The whole sentence. */
    public String text() {
        return element + " " + what;
    }

    /** All of them as one problem. */
    static ProblemException asProblem(List<ElementFault> faults) {
        boolean malformed = faults.stream().anyMatch(ElementFault::malformed);
        return new ProblemException(
                malformed ? ProblemType.INVALID_REQUEST : ProblemType.UNPROCESSABLE,
                faults.stream().map(ElementFault::text).collect(Collectors.joining(" ")),
                Map.of(MEMBER, List.copyOf(faults)),
                null);
    }
}
