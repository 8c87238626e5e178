package uk.concord.gateway.enforcement;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A permit, reduced to what may be released under it.
 *
 * @param id the decision's id
 * @param permitted the categories that may be released; what isn't in it may not
 * @param patient the patient id, where policy-service knows the patient
 */
record Decision(UUID id, Set<String> permitted, @Nullable UUID patient) {

    boolean permits(Set<String> categories) {
        return permitted.containsAll(categories);
    }
}
