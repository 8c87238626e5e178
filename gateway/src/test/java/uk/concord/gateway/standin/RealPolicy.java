package uk.concord.gateway.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import uk.concord.kernel.testing.StateTopic;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.stack.demo.DemonstrationRegister;
import uk.concord.stack.testing.Forwarding;
import uk.concord.stack.testing.PolicyServiceOfTests;
import uk.concord.stack.testing.TestStack;

/** The real policy-service with the region's register, and the state topic from which it learns what patients have said. */
public final class RealPolicy {

    /** Two practices whose systems a test can be, and a partner system of two organisations, which the region hasn't. */
    private static final String MORE = """
            {"organisations":[
              {"ods_code":"Y00001","name":"A practice of the tests","type":"GP_PRACTICE","status":"active"},
              {"ods_code":"Y00002","name":"A practice that is away","type":"GP_PRACTICE","status":"active"}],
             "partner_systems":[
              {"client_id":"both-epr","name":"A system of two trusts","requester_for":["RXN","RXL"],"enforces_for":[]}]}""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static RealPolicy running;

    private final Forwarding policy;
    private final StateTopic states;
    // Revisions only rise, and another class loader of this JVM may have sent some before.
    private final AtomicLong revision = new AtomicLong(Instant.now().toEpochMilli());

    private RealPolicy() {
        String prefix = System.getProperty("concord.kafka.topic-prefix");
        states = new StateTopic(TestStack.shared().bootstrapServers(), prefix);
        String nobody = ConfigProvider.getConfig().getValue("concord.custodian.\"Y00002\".fhir-base-url", String.class);
        policy = new Forwarding(PolicyServiceOfTests.shared(new PolicyServiceOfTests.Around(
                prefix,
                nobody,
                nobody,
                TestTokens.ISSUER,
                TestTokens.PUBLIC_KEY,
                TestTokens.of("concord-cli", "operator").token(),
                List.of(DemonstrationRegister.document(), MORE))));
        PolicyServiceOfTests.awaitReady();
    }

    /** The one of this JVM, ready. */
    public static synchronized RealPolicy running() {
        if (running == null) {
            running = new RealPolicy();
        }
        return running;
    }

    /** What it answers to this request. */
    public StandIn.Reply answer(StandIn.Request request) throws IOException {
        Forwarding.Answer answer = policy.send(request.method(), request.uri(), request.headers(), request.body());
        Map<String, String> headers = new HashMap<>();
        answer.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new StandIn.Reply(answer.status(), headers, answer.body());
    }

    /** A patient says this, and it is in force when this returns. */
    public void patientSays(String patient, String nhsNumber, String preferences) {
        long said = revision.incrementAndGet();
        states.send(patient, said, nhsNumber, preferences);
        Awaitility.await()
                .atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> held(patient) == said);
    }

    /** Declares an emergency (docs/break-glass.md) as a partner system does. */
    public void declareEmergency(String client, String emergency) {
        Forwarding.Answer answer = send(
                "POST", "/break-glass/grants", TestTokens.partner(client), emergency.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 201) {
            throw new AssertionError("no grant: " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private long held(String patient) throws IOException {
        String token = TestTokens.of("consent-service", "service").token();
        Forwarding.Answer answer = send("GET", "/projection/patients/" + patient, token, new byte[0]);
        JsonNode held = JSON.readTree(answer.body());
        return held.path("revision").asLong(-1);
    }

    private Forwarding.Answer send(String method, String uri, String token, byte[] body) {
        try {
            return policy.send(
                    method,
                    uri,
                    Map.of("Authorization", List.of("Bearer " + token), "Content-Type", List.of("application/json")),
                    body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
