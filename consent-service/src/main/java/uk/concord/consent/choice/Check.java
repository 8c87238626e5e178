package uk.concord.consent.choice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import uk.concord.consent.choice.Said.SaidLimit;

/**
 * All that a patient reads before she confirms.
 *
 * @param limits what she holds back
 * @param kept exceptions made elsewhere, which stay
 * @param path of the journey's pages
 * @param back the last question
 * @param hidden sensitive kinds that stay hidden, whatever she says here
 * @param restricted kinds that no emergency opens
 * @param overridable whether an emergency can open anything of what she holds back
 * @param refused whether this page is shown because confirming was refused
 * @param changes what was changed since she began
 */
record Check(
        String title,
        String headline,
        boolean research,
        boolean yes,
        boolean limited,
        List<SaidLimit> limits,
        List<SaidLimit> kept,
        String path,
        String back,
        List<String> hidden,
        List<String> restricted,
        boolean overridable,
        UUID tag,
        long revision,
        boolean refused,
        List<Changed> changes) {

    /**
     * A change that was made after she began.
     *
     * @param title of the scheme
     */
    record Changed(String title, Said before, Said now, Instant at) {}

    /** The number of the next limit. */
    public int nextLimit() {
        return limits.size() + 1;
    }
}
