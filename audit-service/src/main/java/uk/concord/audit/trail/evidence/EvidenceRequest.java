package uk.concord.audit.trail.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What a pack is to hold, and what for.
 *
 * @param records ids
 * @param reference the case
 */
record EvidenceRequest(
        @Nullable List<@Nullable UUID> records,
        @JsonProperty(EvidenceCase.REFERENCE) @Nullable String reference,
        @Nullable String reason) {

    /**
     * The records, each once.
     *
     * @throws ProblemException 400 if there are none, or too many
     */
    Set<UUID> chosen() {
        Set<UUID> chosen = new LinkedHashSet<>();
        if (records != null) {
            for (UUID id : records) {
                if (id == null) {
                    throw refusal();
                }
                chosen.add(id);
            }
        }
        if (chosen.isEmpty() || chosen.size() > EvidencePacks.MOST) {
            throw refusal();
        }
        return chosen;
    }

    private static ProblemException refusal() {
        return new ProblemException(
                ProblemType.INVALID_REQUEST,
                "records: Give the ids of 1 to " + EvidencePacks.MOST + " records; make more than one pack for more.");
    }
}
