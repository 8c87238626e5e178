package uk.concord.gateway.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What policy-service answers, at the seam of the gateway's client. The two meet for real end to end. */
public final class Policy {

    public static final String DECISION = "0198b1f0-0000-7000-8000-000000000001";
    public static final String PATIENT = "0198b1f0-0000-7000-8000-000000000002";

    public static final String CATEGORIES = """
            {"revision":"1","categories":[
             {"id":"demographics","class":"ordinary","fhir_types":["Patient"],"labels":[]},
             {"id":"medications","class":"ordinary","fhir_types":["MedicationRequest"],"labels":[]},
             {"id":"allergies","class":"ordinary","fhir_types":["AllergyIntolerance"],"labels":[]},
             {"id":"conditions","class":"ordinary","fhir_types":["Condition"],"labels":[]},
             {"id":"results","class":"ordinary","fhir_types":["Observation"],"labels":[]},
             {"id":"mental-health","class":"sensitive","fhir_types":[],"labels":["MH","PSY"]},
             {"id":"sexual-health","class":"sensitive","fhir_types":[],"labels":["SEX"]},
             {"id":"drugs-and-alcohol","class":"sensitive","fhir_types":[],"labels":["ETH"]},
             {"id":"assisted-conception","class":"restricted","fhir_types":[],
              "labels":["http://snomed.info/sct|1955841000000104"]}]}""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandIn standIn = StandIn.of("policy");
    private volatile StandIn.Behaviour evaluation = request -> permit(request, Set.of());
    private volatile StandIn.Behaviour categories = request -> StandIn.Reply.json(200, CATEGORIES);

    public Policy() {
        standIn.answers(request -> switch (request.uri()) {
            case "/access/v1/evaluation" -> evaluation.answer(request);
            case "/register/categories" -> categories.answer(request);
            case "/register/partner-systems" ->
                StandIn.Reply.json(
                        200,
                        "{\"partner_systems\":[{\"client_id\":\"rxn-epr\",\"requester_for\":[\"RXN\"]},"
                                + "{\"client_id\":\"both-epr\",\"requester_for\":[\"RXN\",\"RXL\"]}]}");
            default -> StandIn.Reply.json(404, "{}");
        });
    }

    /** Permits everything that is asked but these categories. */
    public Policy withholds(String... withheld) {
        evaluation = request -> permit(request, Set.of(withheld));
        return this;
    }

    public Policy evaluates(StandIn.Behaviour how) {
        evaluation = how;
        return this;
    }

    public Policy answers(int status, String body) {
        return evaluates(request -> StandIn.Reply.json(status, body));
    }

    public Policy categories(StandIn.Behaviour how) {
        categories = how;
        return this;
    }

    /** The questions that were asked, newest last. */
    public List<StandIn.Request> questions() {
        return standIn.requests().stream()
                .filter(request -> request.uri().equals("/access/v1/evaluation"))
                .toList();
    }

    /** Permits everything that is asked. */
    public static StandIn.Reply permit(StandIn.Request request) throws IOException {
        return permit(request, Set.of());
    }

    private static StandIn.Reply permit(StandIn.Request request, Set<String> withheld) throws IOException {
        JsonNode asked = JSON.readTree(request.body())
                .path("resource")
                .path("properties")
                .path("categories");
        Set<String> permitted = new TreeSet<>();
        asked.forEach(category -> permitted.add(category.asText()));
        permitted.removeAll(withheld);
        String obligation = withheld.isEmpty()
                ? ""
                : "{\"id\":\"redact\",\"type\":\"custom\",\"properties\":{\"action\":\"redact\",\"categories\":"
                        + JSON.writeValueAsString(withheld) + "}}";
        return StandIn.Reply.json(
                200,
                "{\"decision\":true,\"context\":{\"id\":\"" + DECISION + "\",\"patient\":\"" + PATIENT
                        + "\",\"outcome\":\"permit\",\"permitted\":" + JSON.writeValueAsString(permitted)
                        + ",\"withheld\":" + JSON.writeValueAsString(withheld) + ",\"obligations\":[" + obligation
                        + "]}}");
    }
}
