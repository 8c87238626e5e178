package uk.concord.audit.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKeys;

/**
 * The keys of a log.
 *
 * @param signers those that sign every checkpoint: one, or two while one takes the other's place
 * @param verifiers the same, in the same order, and behind them those that signed before
 */
record KeySet(List<NoteSigner> signers, VerifierKeys verifiers) {

    /** One key that was never changed. */
    static KeySet of(NoteSigner only) {
        return of(only, null, List.of());
    }

    /**
     * @param former each with the size at which it was retired
     * @throws IllegalArgumentException if a key is there twice or has another log's name
     */
    static KeySet of(NoteSigner current, @Nullable NoteSigner second, List<VerifierKeys.Entry> former) {
        List<NoteSigner> signers = second == null ? List.of(current) : List.of(current, second);
        List<VerifierKeys.Entry> all = new ArrayList<>();
        signers.forEach(signer -> all.add(new VerifierKeys.Entry(signer.verifier(), null)));
        former.stream()
                .sorted(Comparator.comparing((VerifierKeys.Entry entry) -> Objects.requireNonNull(entry.until()))
                        .reversed())
                .forEach(all::add);
        return new KeySet(signers, new VerifierKeys(all));
    }

    /** Signs this text with every key that signs. */
    String sign(String text) {
        return NoteSigner.sign(text, signers);
    }

    /** Those that signed before, the newest first. */
    List<VerifierKeys.Entry> former() {
        return verifiers.entries().subList(signers.size(), verifiers.entries().size());
    }
}
