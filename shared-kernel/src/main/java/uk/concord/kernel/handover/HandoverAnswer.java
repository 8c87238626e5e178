package uk.concord.kernel.handover;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import java.util.UUID;

/**
 * What the ledger says of the events in a question. All others in it are recorded.
 *
 * @param missing it lacks them, although it has read the topic on to the end that it had after they were acknowledged
 * @param parked they couldn't be recorded; they are kept apart
 * @param pending it lacks them, and hasn't read that far
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandoverAnswer(Set<UUID> missing, Set<UUID> parked, Set<UUID> pending) {}
