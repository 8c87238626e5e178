package uk.concord.policy.cohort;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.projection.ManyPatients;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class CohortTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WRONG_DIGIT = "9990548608";
    /** A million with {@code -Dconcord.measure.rows=1000000}. */
    private static final int MANY_ROWS = Integer.getInteger("concord.measure.rows", 100_000);

    private final Ask blackpool = Ask.about(SAID_NOTHING, "medications").by("rxl-epr", "RXL");
    private final CohortCall call = CohortCall.of(blackpool);

    @Test
    void eachRowOfAListIsAnsweredInItsOrder() {
        HttpResponse<byte[]> answer = call.send("{\"nhs_number\":\"" + SAID_NOTHING + "\"}\n\"" + EXCLUDES_BLACKPOOL
                + "\"\n\"" + WRONG_DIGIT + "\"\n\n[]\n{}\n{\"nhs_number\":\"" + UNREGISTERED + "\"}\n\"" + SAID_NOTHING
                + "\"\n\"12\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> lines = CohortCall.lines(answer.body());
        assertThat(lines.getFirst().path("cohort").path("id").asText())
                .isEqualTo(answer.headers().firstValue("Concord-Decision-Id").orElseThrow());
        List<JsonNode> rows = lines.stream().filter(line -> line.has("row")).toList();
        assertThat(rows.stream().map(row -> row.path("row").asInt())).containsExactly(1, 2, 3, 5, 6, 7, 8, 9);
        assertThat(rows.stream()
                        .map(row ->
                                row.path("error").asText(row.path("decision").asText())))
                .containsExactly(
                        "true", "false", "not-valid", "not-json", "no-number", "true", "true", "not-ten-digits");
        JsonNode refused = lines.stream()
                .filter(line -> line.path("answer").equals(rows.get(1).path("answer")) && line.has("reasons"))
                .findFirst()
                .orElseThrow();
        assertThat(refused.path("withheld").path(0).asText()).isEqualTo("medications");
        assertThat(refused.path("valid_until").asText()).isNotEmpty();
        assertThat(lines.getLast().path("end").toString())
                .isEqualTo(
                        "{\"status\":\"complete\",\"people\":4,\"permitted\":3,\"denied\":1,\"not_numbers\":4,\"parts\":1}");
    }

    @Test
    void aTableIsAnsweredAsATable() {
        String table = new String(
                call.as("text/csv")
                        .send("nhs_number,ward\r\n" + SAID_NOTHING + ",7\r\n\"" + EXCLUDES_BLACKPOOL + "\",8\r\n12\r\n")
                        .body(),
                StandardCharsets.UTF_8);

        List<String> lines = table.lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("row,nhs_number,decision,permitted,withheld,valid_until,reasons,error");
        assertThat(lines.get(1)).startsWith("2," + SAID_NOTHING + ",true,medications,,20");
        assertThat(lines.get(2)).startsWith("3," + EXCLUDES_BLACKPOOL + ",false,,medications,20");
        assertThat(lines.get(3)).isEqualTo("4,,,,,,,not-ten-digits");
    }

    @Test
    void theNationalListComesBackWithoutThoseWhoMayNotBeShared() {
        HttpResponse<byte[]> answer = call.as("text/plain")
                .send(UNREGISTERED + ",\n" + EXCLUDES_BLACKPOOL + ",\n" + WRONG_DIGIT + ",\n" + SAID_NOTHING + ",\n"
                        + SAID_NOTHING + ",\n");

        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(UNREGISTERED + ",\n" + SAID_NOTHING + ",\n" + SAID_NOTHING + ",\n");
        assertThat(answer.headers().firstValue("Concord-Valid-Until")).isPresent();
    }

    @Test
    void whoeverHasSomethingHeldBackIsNotOnTheNationalList() {
        Ask both = Ask.about(SAID_NOTHING, "medications", "mental-health").redacting();
        String list = HOLDS_BACK_MENTAL_HEALTH + ",\n" + SAID_NOTHING + ",\n";

        assertThat(new String(CohortCall.of(both).as("text/plain").send(list).body(), StandardCharsets.UTF_8))
                .isEqualTo(SAID_NOTHING + ",\n");
        List<JsonNode> lines = CohortCall.lines(CohortCall.of(both)
                .as("text/plain")
                .accepting("application/x-ndjson")
                .send(list)
                .body());
        assertThat(lines.getLast().path("end").path("permitted").asInt()).isEqualTo(2);
    }

    @Test
    void unregisteredPeopleFollowThePurposesRule() {
        CohortCall research = CohortCall.of(Ask.about(SAID_NOTHING, "medications")
                .by("zzr01-research", "ZZR01")
                .forPurpose("HRESCH"));

        JsonNode end = CohortCall.lines(
                        research.send("\"" + UNREGISTERED + "\"").body())
                .getLast()
                .path("end");

        assertThat(end.path("denied").asInt()).isEqualTo(1);
        assertThat(end.path("permitted").asInt()).isZero();
    }

    @Test
    void everyAnswerIsTheAnswerToTheSingleQuestion() throws IOException {
        ManyPatients people = new ManyPatients(11);
        ObjectMapper json = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        int count = 300;
        for (int i = 0; i < count; i++) {
            platform.states()
                    .send(
                            ManyPatients.patient(i).toString(),
                            json.writeValueAsBytes(ManyPatients.state(
                                    ManyPatients.patient(i),
                                    1,
                                    List.of(ManyPatients.number(i)),
                                    people.preferences())));
        }
        String last = ManyPatients.number(count - 1).digits();
        Ask ask = Ask.about(last, "allergies", "medications", "mental-health")
                .by("rxl-epr", "RXL")
                .redacting();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                about(ask, last).send().extract().jsonPath().<Integer>get("context.revisions.patient"))
                        .isEqualTo(1));
        String list = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "\"" + ManyPatients.number(i).digits() + "\"")
                .collect(Collectors.joining("\n"));

        List<JsonNode> lines = CohortCall.lines(CohortCall.of(ask).send(list).body());

        Map<Integer, JsonNode> answers = lines.stream()
                .filter(line -> line.has("reasons"))
                .collect(Collectors.toMap(line -> line.path("answer").asInt(), line -> line));
        assertThat(answers.size()).isGreaterThan(2);
        List<JsonNode> rows = lines.stream().filter(line -> line.has("row")).toList();
        assertThat(rows).hasSize(count);
        for (JsonNode row : rows) {
            JsonPath single =
                    about(ask, row.path("nhs_number").asText()).send().extract().jsonPath();
            JsonNode answer = answers.get(row.path("answer").asInt());
            assertThat(row.path("decision").asBoolean()).isEqualTo(single.getBoolean("decision"));
            assertThat(texts(answer.path("permitted"))).isEqualTo(single.getList("context.permitted"));
            assertThat(texts(answer.path("withheld"))).isEqualTo(single.getList("context.withheld"));
            assertThat(texts(answer.path("reasons").findValues("text_key")))
                    .isEqualTo(single.getList("context.reasons.text_key"));
        }
    }

    private static Ask about(Ask ask, String number) {
        return new Ask(
                ask.client(),
                ask.requester(),
                ask.custodian(),
                ask.purpose(),
                number,
                ask.categories(),
                ask.canRedact());
    }

    private static List<String> texts(Iterable<JsonNode> nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    @Test
    void aLongListWithBadRowsIsAnsweredWhole() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < MANY_ROWS; i++) {
            list.append(i % 1000 == 7 ? WRONG_DIGIT : i % 10 == 0 ? EXCLUDES_BLACKPOOL : SAID_NOTHING)
                    .append(",\n");
        }
        long began = System.nanoTime();

        List<JsonNode> lines = CohortCall.lines(call.as("text/plain")
                .accepting("application/x-ndjson")
                .send(list.toString())
                .body());

        System.out.printf(
                "cohort rows=%d ms=%d%n",
                MANY_ROWS, Duration.ofNanos(System.nanoTime() - began).toMillis());
        JsonNode end = lines.getLast().path("end");
        assertThat(end.path("status").asText()).isEqualTo("complete");
        assertThat(end.path("not_numbers").asInt()).isEqualTo(MANY_ROWS / 1000);
        assertThat(end.path("denied").asInt()).isEqualTo(MANY_ROWS / 10);
        assertThat(end.path("people").asInt()).isEqualTo(MANY_ROWS - MANY_ROWS / 1000);
        Set<Integer> bad = lines.stream()
                .filter(line -> line.has("error"))
                .map(line -> line.path("row").asInt())
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(bad).hasSize(MANY_ROWS / 1000).contains(8, 1008).allMatch(row -> row % 1000 == 8);
    }

    @Test
    void eachPartIsOnRecordWithItsPeopleAndNoNumber() {
        String decision = call.send("\"" + EXCLUDES_BLACKPOOL + "\"\n\"" + SAID_NOTHING + "\"\n\"" + UNREGISTERED
                        + "\"\n\"" + SAID_NOTHING + "\"")
                .headers()
                .firstValue("Concord-Decision-Id")
                .orElseThrow();

        String kafka = platform.stack().bootstrapServers();
        assertThat(AuditTopic.has(
                        kafka,
                        record -> decision.equals(record.get("decision_id"))
                                && "cohort".equals(record.get("type"))
                                && "begun".equals(record.get("outcome"))))
                .isTrue();
        assertThat(AuditTopic.has(
                        kafka,
                        record -> decision.equals(record.get("decision_id"))
                                && "cohort".equals(record.get("type"))
                                && "complete".equals(record.get("outcome"))))
                .isTrue();
        assertThat(AuditTopic.has(kafka, record -> {
                    if (!decision.equals(record.get("decision_id")) || !"cohort-part".equals(record.get("type"))) {
                        return false;
                    }
                    JsonPath part = JsonPath.from(asJson(record));
                    assertThat(asJson(record)).doesNotContain(EXCLUDES_BLACKPOOL, SAID_NOTHING, UNREGISTERED);
                    assertThat(part.getInt("detail.people")).isEqualTo(3);
                    assertThat(part.getList("detail.answers.find { it.outcome == 'deny' }.patients"))
                            .containsExactly(PATIENT_TWO);
                    assertThat(part.getList("detail.answers.find { it.outcome == 'deny' }.revisions"))
                            .containsExactly(3);
                    assertThat(part.getList("detail.answers.patients.flatten()"))
                            .containsExactlyInAnyOrder(PATIENT_ONE, PATIENT_TWO);
                    assertThat(part.getList("detail.answers.pseudonyms.flatten()"))
                            .hasSize(1);
                    return true;
                }))
                .isTrue();
    }

    private static String asJson(Map<String, Object> record) {
        try {
            return new ObjectMapper().writeValueAsString(record);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aboutEverybodyOnlyThoseAreNamedWhoMayBeShared() {
        CohortCall everybody = CohortCall.of(
                        Ask.about(SAID_NOTHING, "medications").by("p81002-gp", "RXL"))
                .as("")
                .ofEverybody();

        List<JsonNode> lines = CohortCall.lines(everybody.send("").body());

        List<String> named = lines.stream()
                .filter(line -> line.has("nhs_number"))
                .map(line -> line.path("nhs_number").asText())
                .toList();
        assertThat(named).contains(SAID_NOTHING).doesNotContain(EXCLUDES_BLACKPOOL);
        JsonNode end = lines.getLast().path("end");
        assertThat(end.path("status").asText()).isEqualTo("complete");
        assertThat(end.path("permitted").asInt()).isEqualTo(named.size());
        assertThat(end.path("people").asInt()).isGreaterThan(named.size());
    }

    @Test
    void onlyWhoEnforcesForTheCustodianMayAskAboutEverybody() {
        assertThat(call.ofEverybody().send("").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {Roles.PATIENT, Roles.OPERATOR, Roles.IG_OFFICER, Roles.SERVICE})
    void othersThanPartnersAreRefused(String role) {
        given().auth()
                .oauth2(TestTokens.of("rxl-epr", role).token())
                .header("Concord-Question", call.question())
                .contentType("text/csv")
                .body(SAID_NOTHING)
                .post("/access/v1/cohort")
                .then()
                .statusCode(403);
    }

    @Test
    void nobodyAsksInTheNameOfAnotherOrganisation() {
        CohortCall other = CohortCall.of(Ask.about(SAID_NOTHING, "medications").by("rxl-epr", "RXN"));

        assertThat(other.send("\"" + SAID_NOTHING + "\"").statusCode()).isEqualTo(403);
        given().post("/access/v1/cohort").then().statusCode(401);
    }

    @Test
    void whatIsWrongWithTheQuestionIsSaid() {
        assertThat(call.as("application/json").send("[]").statusCode()).isEqualTo(415);
        assertThat(call.accepting("text/html").send("").statusCode()).isEqualTo(400);
        assertThat(new String(
                        CohortCall.of(blackpool.forPurpose("BTG")).send("").body(), StandardCharsets.UTF_8))
                .contains("needs a grant for one patient");
        var partner = given().auth().oauth2(TestTokens.partner("rxl-epr")).contentType("text/csv");
        partner.post("/access/v1/cohort").then().statusCode(400).body("detail", containsString("Concord-Question"));
        partner.header("Concord-Question", "e30")
                .post("/access/v1/cohort")
                .then()
                .statusCode(400);
    }

    @Test
    void everyOtherBodyHasABound() {
        as(Roles.REGISTER_OFFICER)
                .body(new byte[1_048_577])
                .post("/register/import")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("1048576 bytes"));
    }

    @Test
    void aStaleProjectionAnswersNothing() {
        platform.states().beating(false);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(call.send("\"" + SAID_NOTHING + "\"").statusCode())
                                .isEqualTo(503));
    }

    @Test
    void whatGoesWrongInTheMiddleIsSaidAndNeverLooksLikeTheEnd() throws IOException {
        List<String> lines = new ArrayList<>();

        HttpResponse<java.io.InputStream> answer = staleInTheMiddle("application/x-ndjson", 3_000);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        }

        assertThat(lines.getLast())
                .contains("\"status\":\"broken-off\"", "\"status\":503")
                .doesNotContain("complete");
        assertThat(lines.stream().filter(line -> line.contains("\"row\"")).count())
                .isLessThan(6000);
        assertThat(AuditTopic.has(platform.stack().bootstrapServers(), record -> isItsEnd(record, answer)))
                .isTrue();
    }

    /** These have no place for an ending, so the connection has none either: no client takes a part for the whole. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/plain"})
    void aFormWithoutAnEndingIsBrokenOff(String form) throws IOException {
        // So many that some of the answer is on its way before.
        HttpResponse<java.io.InputStream> answer = staleInTheMiddle(form, 30_000);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(AuditTopic.has(platform.stack().bootstrapServers(), record -> isItsEnd(record, answer)))
                .isTrue();
    }

    private static boolean isItsEnd(Map<String, Object> record, HttpResponse<?> answer) {
        return "broken-off".equals(record.get("outcome"))
                && answer.headers()
                        .firstValue("Concord-Decision-Id")
                        .orElseThrow()
                        .equals(record.get("decision_id"));
    }

    /** Sends half of a list, waits until the projection is stale, and sends the other half. */
    private HttpResponse<java.io.InputStream> staleInTheMiddle(String form, int half) throws IOException {
        PipedOutputStream list = new PipedOutputStream();
        PipedInputStream sent = new PipedInputStream(list, 1 << 20);
        String some = (SAID_NOTHING + ",\n").repeat(half);
        Thread.startVirtualThread(() -> {
            try (list) {
                list.write(some.getBytes(StandardCharsets.US_ASCII));
                list.flush();
                platform.states().beating(false);
                await().atMost(SOON)
                        .until(() -> !as(Roles.OPERATOR)
                                .get("/projection")
                                .jsonPath()
                                .getBoolean("fresh"));
                list.write(some.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return call.as("text/plain").accepting(form).stream(BodyPublishers.ofInputStream(() -> sent));
    }

    @Test
    void aClientThatStopsReadingIsGivenUp() throws IOException {
        try (Socket client = sendAndReadNothing(400_000)) {
            assertThat(client.isConnected()).isTrue();
            await().atMost(SOON).until(() -> running() == 1);
            await().atMost(SOON).until(() -> running() == 0);
        }
        assertThat(call.send("\"" + SAID_NOTHING + "\"").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatGoesAwayEndsTheWork() throws IOException {
        try (Socket client = sendAndReadNothing(400_000)) {
            await().atMost(SOON).until(() -> running() == 1);
            client.setSoLinger(true, 0);
        }
        await().atMost(SOON).until(() -> running() == 0);
    }

    private static double running() {
        String metrics = given().get(managementUrl() + "/q/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith("concord_cohorts_running"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static String managementUrl() {
        return "http://localhost:" + System.getProperty("quarkus.management.test-port");
    }

    private Socket sendAndReadNothing(int rows) throws IOException {
        Socket client = new Socket("localhost", RestAssured.port);
        byte[] list = (SAID_NOTHING + ",\n").repeat(rows).getBytes(StandardCharsets.US_ASCII);
        OutputStream out = client.getOutputStream();
        out.write(("POST /access/v1/cohort HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + TestTokens.partner("rxl-epr") + "\r\nConcord-Question: " + call.question()
                        + "\r\nContent-Type: text/plain\r\nAccept: application/x-ndjson\r\nContent-Length: "
                        + list.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(list);
        out.flush();
        return client;
    }
}
