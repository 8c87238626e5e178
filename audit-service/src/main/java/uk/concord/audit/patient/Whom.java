package uk.concord.audit.patient;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditPatient;

/**
 * About whom records are looked for: all names of one person. She is recorded under her patient id where somebody knew it, else under
 * the pseudonym of the NHS number that was asked with, of which she may have several.
 *
 * @param patient her id, if she is on the patient register
 * @param pseudonyms of her NHS numbers
 */
public record Whom(@Nullable UUID patient, List<String> pseudonyms) {

    /** The most pseudonyms that an address or a request may name. */
    public static final int MOST_PSEUDONYMS = 50;

    /** @throws IllegalArgumentException if nobody is named: that would find everybody */
    public Whom {
        pseudonyms = List.copyOf(pseudonyms);
        if (patient == null && pseudonyms.isEmpty()) {
            throw new IllegalArgumentException("somebody must be named by an id or a pseudonym");
        }
    }

    /** Whether only her id is known yet, so that the patient register must be asked for the rest. */
    boolean isOnlyAnId() {
        return patient != null && pseudonyms.isEmpty();
    }

    /** All of them, as records write them. */
    public List<String> names() {
        return Stream.concat(Stream.ofNullable(patient).map(UUID::toString), pseudonyms.stream())
                .toList();
    }

    /** As an audit record of this reading names her: by her id if she has one, else by the first pseudonym. */
    public AuditPatient named() {
        return patient == null ? new AuditPatient(null, pseudonyms.getFirst()) : new AuditPatient(patient, null);
    }
}
