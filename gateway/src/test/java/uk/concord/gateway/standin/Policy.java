package uk.concord.gateway.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The line to the real policy-service. It hands on what passes and remembers it; a test can make it fail, or have it change an answer
 * on the way.
 */
public final class Policy {

    /** The patient id of {@link Practice#FIRST}. */
    public static final String PATIENT = "0198b1f0-0000-7000-8000-000000000002";

    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String CATEGORIES = "/register/categories";
    private static final List<String> SENSITIVE = List.of(
            "domestic-abuse", "drugs-and-alcohol", "mental-health", "sexual-health", "termination-of-pregnancy");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandIn line = StandIn.of("policy");
    private final RealPolicy real = RealPolicy.running();
    private volatile StandIn.Behaviour evaluation = this::pass;
    private volatile StandIn.Behaviour categories = this::pass;
    private volatile String decided = "";

    /** The line to a policy-service for which {@link Practice#FIRST} has opened everything that she can open. */
    public Policy() {
        line.answers(request -> switch (request.uri()) {
            case EVALUATION -> evaluation.answer(request);
            case CATEGORIES -> categories.answer(request);
            default -> pass(request);
        });
        withholds();
    }

    /** The first patient has opened every sensitive kind of information but these; what the law restricts she can't open. */
    public Policy withholds(String... withheld) {
        String open = SENSITIVE.stream()
                .filter(category -> !Arrays.asList(withheld).contains(category))
                .map(category -> '"' + category + '"')
                .collect(Collectors.joining(","));
        return patientSays("permit", "{\"effect\":\"permit\",\"categories\":[" + open + "]}");
    }

    /** The first patient has said yes and nothing about sensitive kinds of information. */
    public Policy opensNothingSensitive() {
        return patientSays("permit", "");
    }

    /** The first patient objects to all sharing for her care. */
    public Policy objects() {
        return patientSays("deny", "");
    }

    private Policy patientSays(String effect, String exception) {
        real.patientSays(
                PATIENT,
                Practice.FIRST,
                "[{\"scheme\":\"shared-care-record\",\"version\":1,\"effect\":\"" + effect
                        + "\",\"since\":\"2026-11-01T10:00:00Z\",\"exceptions\":[" + exception + "]}]");
        return this;
    }

    /** A question is answered so, and not as policy-service answers it. */
    public Policy evaluates(StandIn.Behaviour how) {
        evaluation = how;
        return this;
    }

    /** The text of each decision is changed on the way. */
    public Policy onTheWay(UnaryOperator<String> change) {
        return evaluates(request -> changed(request, change));
    }

    /** The list of categories is asked for so, and not as policy-service answers it. */
    public Policy categories(StandIn.Behaviour how) {
        categories = how;
        return this;
    }

    /** The text of the list of categories is changed on the way. */
    public Policy categoriesOnTheWay(UnaryOperator<String> change) {
        return categories(request -> changed(request, change));
    }

    /** What policy-service answers. */
    public StandIn.Reply pass(StandIn.Request request) throws IOException {
        StandIn.Reply answer = real.answer(request);
        if (request.uri().equals(EVALUATION)) {
            decided = new String(answer.body(), StandardCharsets.UTF_8);
        }
        return answer;
    }

    /** What policy-service has answered to the newest question, whatever became of it on the way. */
    public JsonNode decided() {
        return read(decided);
    }

    /** Changes one member or another of an answer's text. */
    public static UnaryOperator<String> changing(Consumer<ObjectNode> change) {
        return text -> {
            ObjectNode answer = (ObjectNode) read(text);
            change.accept(answer);
            return answer.toString();
        };
    }

    /** The questions that were asked, newest last. */
    public List<StandIn.Request> questions() {
        return asked(EVALUATION).toList();
    }

    /** With which access tokens the list of categories was asked for. */
    public List<String> readersOfCategories() {
        return asked(CATEGORIES)
                .map(request -> request.headers().getFirst("Authorization"))
                .toList();
    }

    private Stream<StandIn.Request> asked(String uri) {
        return line.requests().stream().filter(request -> request.uri().equals(uri));
    }

    private StandIn.Reply changed(StandIn.Request request, UnaryOperator<String> change) throws IOException {
        StandIn.Reply answer = pass(request);
        String text = change.apply(new String(answer.body(), StandardCharsets.UTF_8));
        return new StandIn.Reply(answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
