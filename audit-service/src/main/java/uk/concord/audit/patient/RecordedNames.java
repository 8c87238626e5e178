package uk.concord.audit.patient;

import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.identity.Pseudonyms;

/** What records say where a partner system named somebody by an NHS number. */
@ApplicationScoped
public class RecordedNames {

    private final Pseudonyms pseudonyms;

    RecordedNames(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** The text with the pseudonym in the place of each NHS number. */
    public String of(String text) {
        return pseudonyms.inPlaceOfNumbers(text);
    }
}
