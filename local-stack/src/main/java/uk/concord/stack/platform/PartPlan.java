package uk.concord.stack.platform;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import uk.concord.stack.process.ChildProcess;

/**
 * How one part is started.
 *
 * @param address where it is, for people and scripts
 * @param after the parts that must serve before this one starts
 */
record PartPlan(String name, String address, Set<String> after, Starter starter) {

    /** Starts a part and returns when it serves. */
    interface Starter {

        Started start(Consumer<String> doing);
    }

    /**
     * A part that serves.
     *
     * @param healthy asks it whether it is well now
     */
    record Started(ChildProcess process, BooleanSupplier healthy) {}
}
