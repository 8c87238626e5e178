package uk.concord.consent.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.stack.demo.DemonstrationRegister;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.testing.PolicyServiceOfTests;

/**
 * The real policy-service beside consent-service, which reads the state topic that consent-service's relay writes, with the region's
 * register and a few organisations more. The line between the two can be made to fail.
 */
public final class RealPolicy implements QuarkusTestResourceLifecycleManager {

    /** Two practices that the region hasn't: one has a name that isn't harmless on a page, one is closed. */
    private static final String MORE_ORGANISATIONS = """
            {"organisations":[
              {"ods_code":"P81998","name":"<b>Bold</b> & Sons","type":"GP_PRACTICE","postcode":"LA1 1AA","status":"active"},
              {"ods_code":"P81999","name":"A closed surgery","type":"GP_PRACTICE","status":"closed"}]}""";

    /** What happens on the line to policy-service. */
    public enum Fault {
        NONE,
        /** 500 in the place of the status; the content is policy-service's. */
        AN_ERROR,
        SILENCE,
        /** The connection ends. */
        NO_ANSWER,
        AN_ANSWER_CUT_IN_THE_MIDDLE,
        GARBLED_BYTES,
        /** Somebody else's page, with status 200. */
        A_PAGE,
        NUMBERS_AS_WORDS
    }

    /** From now on this happens on the line. */
    public static void line(Fault fault) {
        send(HttpRequest.newBuilder(URI.create(setting("concord.policy-service.url") + LineToPolicy.CONTROL))
                .POST(HttpRequest.BodyPublishers.ofString(fault.name())));
    }

    /** How many requests have met what happens on the line, since it began to. */
    public static int met() {
        return Integer.parseInt(
                send(HttpRequest.newBuilder(URI.create(setting("concord.policy-service.url") + LineToPolicy.CONTROL))));
    }

    /** Since when policy-service holds what it holds of this patient, as it says itself. */
    public static Instant heldSince(String patient) {
        String answer = send(HttpRequest.newBuilder(
                        URI.create(setting(PolicyServiceOfTests.ADDRESS) + "/projection/patients/" + patient))
                .header("Authorization", "Bearer " + Patients.service()));
        return Instant.parse(answer.replaceAll(".*\"since\":\"([^\"]+)\".*", "$1"));
    }

    @Override
    public Map<String, String> start() {
        // Quarkus starts this anew for tests with other settings, perhaps in another class loader; the parts stay.
        if (System.getProperty(PolicyServiceOfTests.ADDRESS) != null) {
            return Map.of();
        }
        // policy-service must know the port before consent-service has it; Quarkus' metrics want to know both or
        // neither.
        List<Integer> ports = FreePorts.several(2);
        String signIn = new SignInStandIn().address();
        String policy = PolicyServiceOfTests.shared(new PolicyServiceOfTests.Around(
                System.getProperty("concord.kafka.topic-prefix"),
                "http://localhost:" + ports.get(0),
                signIn,
                TestTokens.ISSUER,
                TestTokens.PUBLIC_KEY,
                Patients.operator(),
                List.of(DemonstrationRegister.document(), MORE_ORGANISATIONS)));
        Map<String, String> settings = Map.of(
                "quarkus.http.test-port",
                Integer.toString(ports.get(0)),
                "quarkus.management.test-port",
                Integer.toString(ports.get(1)),
                "quarkus.oidc-client.auth-server-url",
                signIn,
                "concord.policy-service.url",
                new LineToPolicy(policy).address(),
                "concord.register.refresh-after",
                "PT0.5S",
                "concord.register.retry-after",
                "PT0.05S");
        settings.forEach(System::setProperty);
        return settings;
    }

    @Override
    public void stop() {
        // Everything ends with this JVM.
    }

    private static String send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("answered with status " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
