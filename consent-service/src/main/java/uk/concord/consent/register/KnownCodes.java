package uk.concord.consent.register;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.policyservice.PolicyServiceUnavailableException;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * The code lists that choices are checked against: read when first needed, read again when they are old. While policy-service
 * is away the last good ones go on; a choice must not fail because of that.
 */
@ApplicationScoped
public class KnownCodes {

    private static final Logger LOG = Logger.getLogger(KnownCodes.class);

    private final CodeListReader reader;
    private final Settings settings;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable CodeLists known;
    private volatile Instant nextReading = Instant.MIN;

    KnownCodes(CodeListReader reader, Settings settings, Clock clock) {
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    @ConfigMapping(prefix = "concord.register")
    interface Settings {

        /** How old the lists may be before they are read again. */
        @WithDefault("PT10S")
        Duration refreshAfter();

        /** How long nobody tries again after policy-service didn't answer. */
        @WithDefault("PT2S")
        Duration retryAfter();
    }

    /**
     * The lists.
     *
     * @throws ProblemException 503 if they were never read since this service started
     */
    public CodeLists current() {
        CodeLists lists = known;
        if (lists == null) {
            reading.lock();
        } else if (clock.instant().isBefore(nextReading) || !reading.tryLock()) {
            return lists;
        }
        try {
            return refreshed();
        } finally {
            reading.unlock();
        }
    }

    private CodeLists refreshed() {
        CodeLists lists = known;
        Instant now = clock.instant();
        if (now.isBefore(nextReading)) {
            return lists == null ? unavailable(null) : lists;
        }
        try {
            CodeLists read = reader.read();
            known = read;
            nextReading = now.plus(settings.refreshAfter());
            return read;
        } catch (PolicyServiceUnavailableException | IllegalStateException e) {
            nextReading = now.plus(settings.retryAfter());
            if (lists == null) {
                return unavailable(e);
            }
            LOG.warnf(e, "the register couldn't be read again, the last good lists go on");
            return lists;
        }
    }

    private static CodeLists unavailable(@Nullable Exception cause) {
        throw new ProblemException(
                ProblemType.UNAVAILABLE,
                "The list of organisations and kinds of information can't be had just now. Try again in a minute.",
                cause);
    }
}
