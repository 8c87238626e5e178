package uk.concord.policy.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.Map;
import uk.concord.kernel.testing.StateTopic;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.testing.TestStack;

/** What is around the service in its tests: a Kafka that may be stopped, a real OPA behind a seam, and stand-ins for sisters. */
public final class PolicyPlatform implements QuarkusTestResourceLifecycleManager {

    private static final String PREFIX = "policy-test-";

    private TestStack stack;
    private OpaServer opa;
    private OpaSeam seam;
    private ConsentStandIn consent;
    private StateTopic states;
    private int managementPort;

    /** Marks a test's field that gets the platform. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Around {}

    @Override
    public Map<String, String> start() {
        int port = FreePorts.one();
        managementPort = FreePorts.one();
        stack = TestStack.own();
        consent = new ConsentStandIn();
        opa = OpaServer.start("""
                services:
                  policy:
                    url: http://localhost:%d
                    credentials:
                      bearer:
                        token: a-token-that-only-tests-know-of
                labels: {engine: engine-of-tests}
                status: {service: policy}
                bundles:
                  rules:
                    service: policy
                    resource: bundles/rules
                    signing: {scope: rules}
                    polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 10}
                  register:
                    service: policy
                    resource: bundles/register
                    signing: {scope: register}
                    polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 10}
                """.formatted(port) + BundleKey.OF_TESTS.forOpa());
        seam = new OpaSeam(URI.create(opa.url()));
        states = new StateTopic(stack.bootstrapServers(), PREFIX);
        Map<String, String> settings = Map.ofEntries(
                Map.entry("quarkus.http.test-port", String.valueOf(port)),
                Map.entry("quarkus.management.test-port", String.valueOf(managementPort)),
                Map.entry("kafka.bootstrap.servers", stack.bootstrapServers()),
                Map.entry("concord.kafka.topic-prefix", PREFIX),
                Map.entry("concord.opa.url", seam.url()),
                Map.entry(
                        "concord.bundle.signing-key-file",
                        BundleKey.OF_TESTS.file().toString()),
                Map.entry("concord.consent-service.url", consent.url()),
                Map.entry("quarkus.oidc-client.auth-server-url", consent.url()),
                Map.entry("quarkus.oidc.public-key", TestTokens.PUBLIC_KEY),
                Map.entry("concord.service-client-secret", "secret-of-tests"));
        // The test session has set some of these for its own Kafka.
        settings.forEach(System::setProperty);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.AnnotatedAndMatchesType(Around.class, PolicyPlatform.class));
    }

    @Override
    public void stop() {
        states.close();
        seam.close();
        opa.close();
        consent.close();
        stack.close();
    }

    public TestStack stack() {
        return stack;
    }

    public OpaServer opa() {
        return opa;
    }

    public OpaSeam seam() {
        return seam;
    }

    public ConsentStandIn consent() {
        return consent;
    }

    public StateTopic states() {
        return states;
    }

    public String management() {
        return "http://localhost:" + managementPort;
    }
}
