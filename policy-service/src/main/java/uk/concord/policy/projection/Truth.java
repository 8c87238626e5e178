package uk.concord.policy.projection;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.http.BoundedHttp;
import uk.concord.policy.projection.StateReader.UnreadableStateException;

/** Reads one patient's state from its owner, consent-service. */
@ApplicationScoped
class Truth {

    private static final Logger LOG = Logger.getLogger(Truth.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final URI address;
    private final Duration bound;
    private final BoundedHttp http;
    private final OidcClient tokens;
    private final ObjectMapper json;
    private final StateReader reader;

    Truth(
            @ConfigProperty(name = "concord.consent-service.url") URI consentService,
            ProjectionSettings settings,
            BoundedHttp http,
            OidcClient tokens,
            ObjectMapper json,
            StateReader reader) {
        this.address = consentService.resolve("/patients/state");
        this.bound = settings.truthWithin();
        this.http = http;
        this.tokens = tokens;
        this.json = json;
        this.reader = reader;
    }

    /**
     * How somebody with this number stands, as consent-service says now.
     *
     * @throws ProblemException 503, if it doesn't say so in time
     */
    Standing of(NhsNumber number) {
        HttpResponse<byte[]> answer = ask(number);
        return switch (answer.statusCode()) {
            case OK -> standing(answer.body());
            case NOT_FOUND -> unregistered(answer);
            default -> throw unavailable("answered with status " + answer.statusCode());
        };
    }

    private HttpResponse<byte[]> ask(NhsNumber number) {
        try {
            String token = tokens.getTokens().await().atMost(bound).getAccessToken();
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(bound)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("nhs_number", number))))
                    .build();
            return http.send(request, bound);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("truth can't be read why=%s", e.getClass().getSimpleName());
            throw unavailable("doesn't answer");
        }
    }

    // Any web server can say 404; only consent-service says it as a problem.
    private static Standing unregistered(HttpResponse<byte[]> answer) {
        boolean problem = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        if (!problem) {
            throw unavailable("isn't at the address that was set");
        }
        return new Standing.Unregistered();
    }

    private Standing standing(byte[] body) {
        try {
            PatientId patient =
                    PatientId.of(json.readTree(body).path("patient").asText());
            PatientState state = reader.state(patient, body);
            return new Standing.Registered(patient, state.revision(), state.preferences());
        } catch (IOException | IllegalArgumentException | UnreadableStateException e) {
            throw unavailable("answered with something that isn't a state");
        }
    }

    private static ProblemException unavailable(String what) {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "What the patient has said isn't known here for sure, and consent-service " + what
                        + ". Nothing is decided. Try again in a few seconds.");
    }
}
