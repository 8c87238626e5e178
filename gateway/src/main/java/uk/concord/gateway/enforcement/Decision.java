package uk.concord.gateway.enforcement;

import java.util.Set;
import java.util.UUID;

/**
 * A permit, reduced to what may be released under it.
 *
 * @param id the decision's id
 * @param permitted the categories that may be released; what isn't in it may not
 */
record Decision(UUID id, Set<String> permitted) {

    boolean permits(Set<String> categories) {
        return permitted.containsAll(categories);
    }
}
