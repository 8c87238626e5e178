package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import uk.concord.gateway.upstream.HttpAnswer;
import uk.concord.gateway.upstream.HttpCalls;
import uk.concord.gateway.upstream.UpstreamException;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.request.RequestIds;

/**
 * Asks policy-service, in the partner's own name: its token is relayed, so that the gateway can't widen what the partner may
 * ask. Every question is asked; nothing is remembered here.
 */
@ApplicationScoped
class DecisionClient {

    private final HttpCalls calls;
    private final ObjectMapper json;
    private final URI evaluation;

    DecisionClient(
            HttpCalls calls,
            ObjectMapper json,
            @ConfigProperty(name = "concord.policy-service.url") URI policyService) {
        this.calls = calls;
        this.json = json;
        this.evaluation = URI.create(policyService + "/access/v1/evaluation");
    }

    /**
     * Whether this asker may have these categories of this patient's record.
     *
     * @throws FhirRefusal if not, or if no decision could be had
     */
    Decision decide(Asker asker, OdsCode custodian, NhsNumber patient, Set<String> categories) {
        HttpAnswer answer;
        try {
            answer = calls.post(
                    evaluation,
                    headers(asker),
                    json.writeValueAsBytes(question(asker, custodian, patient, categories)));
        } catch (UpstreamException | IOException e) {
            throw DecisionReader.unreadable();
        }
        JsonNode body = read(answer);
        return switch (answer.status()) {
            case 200 -> DecisionReader.read(body);
            case 400, 422 ->
                throw FhirRefusal.invalid(detail(body, "The policy service couldn't understand the question."));
            case 401 ->
                throw FhirRefusal.unauthenticated(detail(body, "The policy service didn't accept the access token."));
            case 403 -> throw FhirRefusal.forbidden(detail(body, "The policy service refused the question."));
            default -> throw DecisionReader.unreadable();
        };
    }

    private static Map<String, String> headers(Asker asker) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + asker.caller().accessToken());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        RequestIds.current().ifPresent(id -> headers.put(RequestIds.HEADER, id));
        return headers;
    }

    private ObjectNode question(Asker asker, OdsCode custodian, NhsNumber patient, Set<String> categories) {
        ObjectNode question = json.createObjectNode();
        String user = asker.user();
        ObjectNode subject = question.putObject("subject");
        subject.put("type", user == null ? "system" : "practitioner");
        subject.put("id", user == null ? asker.caller().client() : user);
        ObjectNode properties = subject.putObject("properties");
        properties.put("organisation", asker.organisation().value());
        if (asker.role() != null) {
            properties.put("role", asker.role());
        }
        question.putObject("action").put("name", "read").putObject("properties").put("purpose", asker.purpose());
        ObjectNode resource = question.putObject("resource");
        resource.put("type", "patient-record").put("id", patient.digits());
        ObjectNode what = resource.putObject("properties").put("custodian", custodian.value());
        categories.forEach(what.putArray("categories")::add);
        question.putObject("context").putArray("supported_obligations").add("redact");
        return question;
    }

    private JsonNode read(HttpAnswer answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw DecisionReader.unreadable();
        }
    }

    private static String detail(JsonNode problem, String otherwise) {
        String detail = problem.path("detail").asText();
        return detail.isBlank() ? otherwise : detail;
    }
}
