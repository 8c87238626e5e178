package uk.concord.policy.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.http.BoundedHttp;

/**
 * OPA's REST API (Data API, Policy API), as far as we use it. No text of a caller ever becomes part of a path. Connections are kept
 * and used again. While it fails, a breaker spares callers the wait: they learn at once that there is no answer.
 */
@ApplicationScoped
public class Opa {

    private static final String ANSWER = "/v1/data/concord/decision/answer?provenance=true";
    private static final String ANSWERS = "/v1/data/concord/decision/answers?provenance=true";
    private static final String CANDIDATES = "/v1/data/concord/search/results";
    private static final String BUNDLES = "/v1/data/system/bundles";
    private static final String MODULES = "/v1/policies/";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final OpaSettings settings;
    private final BoundedHttp http;
    private final ObjectMapper json;
    private final OpaBreaker breaker;

    Opa(OpaSettings settings, BoundedHttp http, ObjectMapper json, OpaBreaker breaker) {
        this.settings = settings;
        this.http = http;
        this.json = json;
        this.breaker = breaker;
    }

    /**
     * Evaluates the decision's entry rule.
     *
     * @param input the policy's input
     * @throws OpaUnavailableException if there is no answer in time, or it isn't a defined result
     */
    public Evaluation evaluate(Object input) {
        JsonNode answer = evaluation(ANSWER, input);
        return new Evaluation(answer.path("result"), provenance(answer));
    }

    /**
     * Evaluates the decision's entry rule for several inputs in one evaluation, which rests on one state of the bundles.
     *
     * @param inputs each as {@link #evaluate} takes it
     * @return for each input, in their order, what OPA answered; nothing where the rule is undefined
     * @throws OpaUnavailableException if there is no answer in time, or it isn't one to these inputs
     */
    public List<Optional<Evaluation>> evaluateAll(List<?> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        JsonNode answer = evaluation(ANSWERS, Map.of("batch", inputs));
        JsonNode results = answer.path("result");
        ActiveRevisions provenance = provenance(answer);
        List<Optional<Evaluation>> evaluations = new ArrayList<>(inputs.size());
        int answered = 0;
        for (int index = 0; index < inputs.size(); index++) {
            JsonNode result = results.path(Integer.toString(index));
            answered += result.isMissingNode() ? 0 : 1;
            evaluations.add(result.isObject() ? Optional.of(new Evaluation(result, provenance)) : Optional.empty());
        }
        if (answered != results.size()) {
            throw new OpaUnavailableException("answered more than was asked", null);
        }
        return evaluations;
    }

    /**
     * What a search may find, as the rules say.
     *
     * @param input the policy's input with the kind of the search
     * @return an array of objects, empty where the rules know none
     * @throws OpaUnavailableException if there is no answer in time, or it isn't such an array
     */
    public JsonNode candidates(Object input) {
        JsonNode answer = ask(
                request(CANDIDATES)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bytes(Map.of("input", input)))),
                OK);
        JsonNode result = answer.path("result");
        if (result.isMissingNode()) {
            return json.createArrayNode();
        }
        for (JsonNode one : result) {
            if (!result.isArray() || !one.isObject()) {
                throw new OpaUnavailableException("has no list of what can be found", null);
            }
        }
        return result;
    }

    private JsonNode evaluation(String rule, Object input) {
        JsonNode answer = ask(
                request(rule)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bytes(Map.of("input", input)))),
                OK);
        // An undefined rule is a 200 without a result.
        if (!answer.path("result").isObject()) {
            throw new OpaUnavailableException("has no answer to this question", null);
        }
        return answer;
    }

    private static ActiveRevisions provenance(JsonNode answer) {
        JsonNode bundles = answer.path("provenance").path("bundles");
        return new ActiveRevisions(
                text(bundles.path("rules").path("revision")),
                text(bundles.path("register").path("revision")));
    }

    /**
     * The revisions that it has activated.
     *
     * @throws OpaUnavailableException if it doesn't answer in time
     */
    public ActiveRevisions active() {
        JsonNode bundles = ask(request(BUNDLES).GET(), OK).path("result");
        return new ActiveRevisions(
                text(bundles.path("rules").path("manifest").path("revision")),
                text(bundles.path("register").path("manifest").path("revision")));
    }

    /**
     * Compiles a module and keeps it.
     *
     * @param id our own name for it
     * @return what is wrong with it; nothing if it was taken
     * @throws OpaUnavailableException if OPA doesn't answer in time
     */
    public List<String> addModule(String id, String rego) {
        HttpResponse<byte[]> answer =
                send(request(MODULES + id).header("Content-Type", "text/plain").PUT(BodyPublishers.ofString(rego)));
        if (answer.statusCode() == OK) {
            return List.of();
        }
        if (answer.statusCode() != BAD_REQUEST) {
            throw new OpaUnavailableException("answered with status " + answer.statusCode(), null);
        }
        JsonNode problem = read(answer);
        List<String> faults = new ArrayList<>();
        problem.path("errors")
                .forEach(error ->
                        faults.add("line " + error.path("location").path("row").asInt() + ": "
                                + error.path("message").asText()));
        return faults.isEmpty() ? List.of(problem.path("message").asText("refused")) : faults;
    }

    /** Takes a module out that was added here. */
    public void removeModule(String id) {
        ask(request(MODULES + id).DELETE(), OK);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(settings.url() + path)).timeout(settings.answerWithin());
    }

    private JsonNode ask(HttpRequest.Builder request, int expected) {
        HttpResponse<byte[]> answer = send(request);
        if (answer.statusCode() != expected) {
            throw new OpaUnavailableException("answered with status " + answer.statusCode(), null);
        }
        return read(answer);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        HttpRequest sent = request.build();
        try {
            return breaker.call(() -> answered(sent));
        } catch (BrokenException e) {
            return e.answer;
        } catch (CircuitBreakerOpenException e) {
            throw new OpaUnavailableException("hasn't answered lately and is left alone for a moment", e);
        } catch (IOException e) {
            throw new OpaUnavailableException("doesn't answer", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new OpaUnavailableException("couldn't be asked", e);
        }
    }

    private HttpResponse<byte[]> answered(HttpRequest request) throws IOException {
        HttpResponse<byte[]> answer = http.send(request, settings.answerWithin());
        if (answer.statusCode() >= SERVER_ERROR) {
            throw new BrokenException(answer);
        }
        return answer;
    }

    /** An answer that says that the engine itself failed, so that the breaker counts it. */
    private static final class BrokenException extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient HttpResponse<byte[]> answer;

        BrokenException(HttpResponse<byte[]> answer) {
            super("status " + answer.statusCode());
            this.answer = answer;
        }
    }

    private JsonNode read(HttpResponse<byte[]> answer) {
        try {
            JsonNode read = json.readTree(answer.body());
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException e) {
            throw new OpaUnavailableException("answered with something that isn't JSON", null);
        }
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("the policy's input can always be written", e);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
