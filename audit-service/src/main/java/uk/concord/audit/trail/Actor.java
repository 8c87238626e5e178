package uk.concord.audit.trail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.input.PlainText;

/**
 * Who acted, as records name them; what is absent doesn't matter. No text holds an NHS number: a partner may name its user by one, and
 * then the record has a pseudonym in its place, which is what is looked for (see {@link uk.concord.audit.patient.RecordedNames}).
 *
 * @param person the id of the user, or the account that signed in
 * @param user the id that a partner system gave its user; the same id may be somebody else's in another system
 * @param subject the account that signed in
 * @param client the system (OAuth client) through which it was done
 */
public record Actor(
        @Nullable String person,
        @Nullable String user,
        @Nullable String subject,
        @Nullable String client) {

    /** Whoever it was. */
    public static final Actor ANYBODY = new Actor(null, null, null, null);

    /** Whether records can be searched for this text: there is something in it, on one line, of no more than 255 characters. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= RecordReader.LONGEST
                && PlainText.isUsable(text, "");
    }

    /** @throws IllegalArgumentException if there is an NHS number in it, which must not go any further */
    public Actor {
        if (Stream.of(person, user, subject, client).filter(Objects::nonNull).anyMatch(NumbersInText::isIn)) {
            throw new IllegalArgumentException("Nobody is looked for by an NHS number as an actor.");
        }
    }

    /** The conditions on a record {@code r}, each of which its index finds; no record fits two of them. */
    List<Conditions> alternatives() {
        if (person == null) {
            return List.of(others());
        }
        return List.of(
                others().and("r.actor_user = ?", person),
                others().and("r.actor_subject = ? and r.actor_user is distinct from ?", person, person));
    }

    private Conditions others() {
        return new Conditions()
                .andIf(user, "r.actor_user = ?")
                .andIf(subject, "r.actor_subject = ?")
                .andIf(client, "r.actor_client = ?");
    }

    /** As the record of a search names them. */
    Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("person", person);
        named.put("user", user);
        named.put("subject", subject);
        named.put("client", client);
        named.values().removeIf(Objects::isNull);
        return named;
    }
}
