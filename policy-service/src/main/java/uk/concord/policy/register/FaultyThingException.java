package uk.concord.policy.register;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** An entry of the register is not as it must be: 400, with all its faults in the member {@code faults}. */
final class FaultyThingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    FaultyThingException(List<Fault> faults) {
        super(
                ProblemType.INVALID_REQUEST,
                faults.stream().map(Fault::text).collect(Collectors.joining(" ")),
                Map.of("faults", faults.stream().map(Fault::text).toList()),
                null);
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}
