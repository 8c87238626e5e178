package uk.concord.audit.testing;

import java.util.SplittableRandom;
import java.util.UUID;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

/**
 * Somebody new on the register who has two NHS numbers. Nobody else in the tests has them: what is recorded under a pseudonym stays
 * there.
 */
public record SeveralNumbers(UUID patient, NhsNumber older, NhsNumber newer) {

    private static final SplittableRandom RANDOM = new SplittableRandom();

    public static SeveralNumbers registered() {
        SeveralNumbers somebody = new SeveralNumbers(UUID.randomUUID(), number(), number());
        AuditTestResource.REGISTER.put(somebody.older.digits(), somebody.patient);
        AuditTestResource.REGISTER.put(somebody.newer.digits(), somebody.patient);
        return somebody;
    }

    /** A number of the range for tests that nobody has. */
    public static NhsNumber number() {
        while (true) {
            String digits = String.valueOf(9_990_000_000L + RANDOM.nextLong(10_000_000));
            if (NhsNumber.parse(digits).isPresent() && !AuditTestResource.REGISTER.containsKey(digits)) {
                return NhsNumber.of(digits);
            }
        }
    }

    /** An access through the gateway, which knows nothing but the number that it was asked with. */
    public AuditBodies accessByOlder(Pseudonyms pseudonyms) {
        return AuditBodies.decision(UUID.randomUUID(), patient).ofType("access").aboutPseudonym(pseudonyms.of(older));
    }

    /** A decision about her, which names her by id. */
    public AuditBodies decision() {
        return AuditBodies.decision(UUID.randomUUID(), patient);
    }
}
