package uk.concord.policy.breakglass;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** When a grant ends. */
@ApplicationScoped
class GrantPeriod {

    // The topic keeps events for a week; a grant must end well within it.
    private static final Duration NEVER_LONGER = Duration.ofDays(1);

    private final BreakGlassSettings settings;

    GrantPeriod(BreakGlassSettings settings) {
        this.settings = settings;
    }

    void check(@Observes StartupEvent event) {
        if (settings.longest().compareTo(NEVER_LONGER) > 0) {
            throw new IllegalStateException("concord.break-glass.longest may be at most " + NEVER_LONGER);
        }
        if (settings.usual().isNegative()
                || settings.usual().isZero()
                || settings.usual().compareTo(settings.longest()) > 0) {
            throw new IllegalStateException(
                    "concord.break-glass.usual must be above zero and at most" + " concord.break-glass.longest");
        }
    }

    /**
     * When a grant that is declared now ends.
     *
     * @throws ProblemException 400 if what is wished for is over already or too far away
     */
    Instant end(@Nullable Instant wished, Instant now) {
        if (wished == null) {
            return now.plus(settings.usual()).truncatedTo(ChronoUnit.SECONDS);
        }
        Instant until = wished.truncatedTo(ChronoUnit.SECONDS);
        if (!until.isAfter(now)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "until is over already; it must be at least a second away. Leave it out for "
                            + settings.usual().toMinutes() + " minutes from now.");
        }
        if (until.isAfter(now.plus(settings.longest()))) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Emergency access is for at most " + settings.longest().toMinutes()
                            + " minutes. Declare it again when more is needed.");
        }
        return until;
    }
}
