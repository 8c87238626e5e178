package uk.concord.policy.opa;

import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** A circuit breaker over the last calls: when half of them failed, the engine is left alone until one call may try again. */
@ApplicationScoped
class GuardedOpaBreaker implements OpaBreaker {

    private static final Logger LOG = Logger.getLogger(GuardedOpaBreaker.class);
    private static final double HALF = 0.5;

    private final TypedGuard<HttpResponse<byte[]>> guard;

    GuardedOpaBreaker(OpaSettings settings) {
        this.guard = TypedGuard.create(new TypeLiteral<HttpResponse<byte[]>>() {})
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.failuresLookedAt())
                .failureRatio(HALF)
                .delay(settings.leftAloneFor().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(state -> LOG.warnf("calls of the policy engine breaker=%s", state))
                .done()
                .build();
    }

    @Override
    public HttpResponse<byte[]> call(Callable<HttpResponse<byte[]>> call) throws Exception {
        return guard.call(call);
    }
}
