package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roughly how many bytes of memory facts and answers take that are remembered. */
final class Weight {

    private static final int OBJECT = 48;
    private static final int ENTRY = 400;
    private static final int JSON_FACTOR = 6;
    // Two of them are added.
    private static final long HALF = Integer.MAX_VALUE / 2;

    private Weight() {}

    static int of(Facts facts) {
        long bytes = ENTRY;
        Facts.Asked asked = facts.question();
        bytes += of(asked.categories()) + of(asked.labels()) + of(asked.supportedObligations()) + 6L * OBJECT;
        if (facts.patient() != null) {
            for (Facts.Preference said : facts.patient().preferences()) {
                bytes += 2L * OBJECT + rules(said.exceptions());
            }
        }
        if (facts.members() != null) {
            Facts.Members members = facts.members();
            bytes += of(members.subject()) + of(members.action()) + of(members.resource()) + of(members.context());
        }
        return (int) Math.min(bytes, HALF);
    }

    static int of(PolicyAnswer answer) {
        long bytes = 0;
        for (PolicyAnswer.Reason reason : answer.reasons()) {
            bytes += 5L * OBJECT
                    + of(reason.texts().patient())
                    + of(reason.texts().staff())
                    + ofAny(reason.parameters());
        }
        for (PolicyAnswer.Obligation obligation : answer.obligations()) {
            bytes += 3L * OBJECT + ofAny(obligation.properties());
        }
        bytes += of(answer.permitted()) + of(answer.withheld()) + 8L * OBJECT;
        return (int) Math.min(bytes, HALF);
    }

    private static long rules(List<Facts.Rule> rules) {
        long bytes = OBJECT;
        for (Facts.Rule rule : rules) {
            bytes += of(rule.organisations())
                    + of(rule.organisationTypes())
                    + of(rule.categories())
                    + of(rule.purposes())
                    + of(rule.labels())
                    + rules(rule.exceptions());
        }
        return bytes;
    }

    private static long of(@Nullable JsonNode node) {
        return node == null ? 0 : (long) JSON_FACTOR * node.toString().length();
    }

    private static long of(String text) {
        return OBJECT + text.length();
    }

    private static long of(List<String> texts) {
        long bytes = OBJECT;
        for (String text : texts) {
            bytes += of(text);
        }
        return bytes;
    }

    private static long ofAny(Object value) {
        return switch (value) {
            case String text -> of(text);
            case Map<?, ?> map -> OBJECT + ofAny(map.keySet()) + ofAny(map.values());
            case Collection<?> all -> {
                long bytes = OBJECT;
                for (Object one : all) {
                    bytes += one == null ? 0 : ofAny(one);
                }
                yield bytes;
            }
            default -> OBJECT;
        };
    }
}
