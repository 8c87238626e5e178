package uk.concord.policy.opa;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import uk.concord.policy.http.BoundedHttp;

/** The service's own client of OPA, for tests without the service. */
public final class OpaOfTests {

    private final Opa opa;

    public OpaOfTests(URI url, ObjectMapper json) {
        this(() -> url, json);
    }

    /** @param where which one is asked, each time anew */
    public OpaOfTests(Supplier<URI> where, ObjectMapper json) {
        this.opa = new Opa(
                new OpaSettings() {
                    @Override
                    public URI url() {
                        return where.get();
                    }

                    @Override
                    public Duration answerWithin() {
                        return Duration.ofSeconds(10);
                    }

                    @Override
                    public int failuresLookedAt() {
                        return Integer.MAX_VALUE;
                    }

                    @Override
                    public Duration leftAloneFor() {
                        return Duration.ZERO;
                    }
                },
                new BoundedHttp(),
                json,
                Callable::call);
    }

    public Opa client() {
        return opa;
    }

    public Evaluation evaluate(Object input) {
        return opa.evaluate(input);
    }

    public List<Optional<Evaluation>> evaluateAll(List<?> inputs) {
        return opa.evaluateAll(inputs);
    }

    public boolean hasBothBundles() {
        ActiveRevisions active = opa.active();
        return active.release() != null && active.register() != null;
    }
}
