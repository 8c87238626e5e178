package uk.concord.audit.trail;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import uk.concord.audit.retention.ErasedRecord;
import uk.concord.kernel.problem.ProblemException;

/** 410: among the records that somebody chose are some that were erased. It names them. */
public final class ErasedSelectionException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final transient List<ErasedRecord> erased;

    /** @param erased at least one */
    ErasedSelectionException(List<ErasedRecord> erased) {
        super(
                ErasedRecord.ERASED,
                "Among the chosen records are some that were erased, because they had been kept as long as is set: "
                        + erased.stream()
                                .map(record -> record.entry().eventId().toString())
                                .collect(Collectors.joining(", "))
                        + ". Choose without them.",
                Map.of(
                        "erased",
                        erased.stream().map(ErasedSelectionException::told).toList()),
                null);
        this.erased = List.copyOf(erased);
    }

    /** The places of the erased ones. */
    public Set<Long> places() {
        return erased.stream().map(ErasedRecord::leafIndex).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Object> told(ErasedRecord record) {
        return Map.of(
                "id", record.entry().eventId().toString(),
                "leaf_index", record.leafIndex(),
                "erased_at", record.erasedAt().toString(),
                "erasure", record.erasure().toString());
    }
}
