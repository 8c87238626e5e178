package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Events for which BALP has no pattern, or whose record doesn't hold what its pattern demands. */
final class PlainEvents {

    private PlainEvents() {}

    /** Who did it, about whom, and in which request. */
    static ObjectNode of(Told told, Code type, @Nullable Code subtype) {
        return new Draft(told, type, subtype, "E")
                .actors(Code.APPLICATION, Code.INFORMATION_RECIPIENT)
                .patient()
                .context()
                .event();
    }
}
