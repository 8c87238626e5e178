package uk.concord.kernel.idempotency;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What a client sends in {@code Idempotency-Key} (IETF draft-ietf-httpapi-idempotency-key-header §2.1): a structured field of
 * type String, so a key in quotation marks. Many clients leave them out, which is understood too.
 *
 * @param value the key, without the marks
 */
public record IdempotencyKey(String value) {

    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("\"([A-Za-z0-9._:-]{8,128})\"|([A-Za-z0-9._:-]{8,128})");

    /**
     * The key of a request, if it has one.
     *
     * @throws ProblemException 400 if it is malformed
     */
    public static Optional<IdempotencyKey> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "An Idempotency-Key is 8 to 128 letters, digits, dots, colons, hyphens or underscores in quotation"
                            + " marks, best a new UUID for each change.");
        }
        String quoted = matcher.group(1);
        return Optional.of(new IdempotencyKey(quoted != null ? quoted : matcher.group(2)));
    }
}
