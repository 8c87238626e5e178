package uk.concord.consent.preference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.RealPolicy.Fault;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class ChangePreferencesTest {

    private static final String CARE_BUT_NOT_BLACKPOOL = """
            {"choices":[
              {"scheme":"shared-care-record","effect":"permit","exceptions":[{"effect":"deny","organisations":["RXL"]}]},
              {"scheme":"regional-research","effect":"deny"}],
             "wording":"first-choices-1"}""";
    private static final String RESEARCH_YES =
            "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"permit\"}],\"wording\":\"research-1\"}";
    private static final String RESEARCH_NO =
            "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"}],\"wording\":\"research-1\"}";
    private static final String RESEARCH_WITHDRAWN =
            "{\"choices\":[{\"scheme\":\"regional-research\",\"withdraw\":true}],\"wording\":\"research-1\"}";

    private Patient patient;

    @BeforeEach
    void somebodyIsRegistered() {
        patient = Patients.registered();
    }

    @Test
    void whoHasSaidNothingHasRevisionNoughtAndNoPreferences() {
        read().statusCode(200)
                .header("ETag", "\"0\"")
                .header("Cache-Control", "no-store")
                .body("patient.id", equalTo(patient.id()))
                .body("revision", equalTo(0))
                .body("preferences", empty())
                .body(
                        "schemes.id",
                        equalTo(List.of(
                                "regional-research", "shared-care-record", "national-data-opt-out", "type-1-opt-out")))
                .body("schemes[0].writable", equalTo(true))
                .body("schemes[0].default_effect", equalTo("deny"))
                .body("schemes[2].owner", equalTo("NHS England"));
        assertThat(read().extract().asString()).doesNotContain(patient.nhsNumber());
    }

    @Test
    void aChangeAnswersWithTheNewRevisionAndWhereToAskWhetherItHolds() {
        change(0, CARE_BUT_NOT_BLACKPOOL)
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("revision", equalTo(1))
                .body("in_force", equalTo("/me/preferences/in-force?revision=1"))
                .body("preferences.scheme", equalTo(List.of("regional-research", "shared-care-record")))
                .body("preferences[0].effect", equalTo("deny"))
                .body("preferences[1].effect", equalTo("permit"))
                .body("preferences[1].version", equalTo(1))
                .body("preferences[1].exceptions[0].effect", equalTo("deny"))
                .body("preferences[1].exceptions[0].organisations", equalTo(List.of("RXL")))
                .body("preferences[1].exceptions[0].categories", empty());
        read().header("ETag", "\"1\"").body("preferences.size()", equalTo(2));
    }

    @Test
    void schemesThatAreNotNamedStay() {
        change(0, CARE_BUT_NOT_BLACKPOOL).statusCode(200);
        change(1, RESEARCH_YES)
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("preferences[0].effect", equalTo("permit"))
                .body("preferences[0].version", equalTo(2))
                .body("preferences[1].version", equalTo(1))
                .body("preferences[1].exceptions[0].organisations", equalTo(List.of("RXL")));
    }

    @Test
    void withoutTheSeenRevisionNothingIsChanged() {
        given().auth()
                .oauth2(patient.token())
                .contentType("application/json")
                .body(RESEARCH_NO)
                .put("/me/preferences")
                .then()
                .statusCode(428)
                .body("type", equalTo("https://concord.example/problems/revision-required"));
        read().body("revision", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "7", "W/\"0\"", "\"0\", \"1\"", "\"-1\"", "\"zero\""})
    void anIfMatchThatIsNotOneOfOurTagsIsRefused(String tag) {
        send(tag, null, RESEARCH_NO).statusCode(400).body("detail", containsString("If-Match"));
        read().body("revision", equalTo(0));
    }

    @Test
    void aStaleRevisionIsRefusedAndNothingIsLost() {
        change(0, CARE_BUT_NOT_BLACKPOOL).statusCode(200);
        change(0, RESEARCH_YES)
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", equalTo("https://concord.example/problems/stale-revision"))
                .body("revision", equalTo(1));
        change(7, RESEARCH_YES).statusCode(412);
        read().body("revision", equalTo(1)).body("preferences[0].effect", equalTo("deny"));
        history().body("versions.size()", equalTo(2));
    }

    @Test
    void ofManyChangesOfOneRevisionOneIsMade() throws Exception {
        List<Integer> statuses = atOnce(
                        8, () -> change(0, RESEARCH_NO).extract().response())
                .stream()
                .map(Response::statusCode)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
        history().body("versions.version", equalTo(List.of(1)));
        read().body("revision", equalTo(1));
    }

    @Test
    void aSecondSubmitWithTheSameKeyGetsTheSameAnswerAndChangesNothing() {
        String first = send("\"0\"", "\"key-of-one-change\"", RESEARCH_NO)
                .statusCode(200)
                .extract()
                .asString();
        String second = send("\"0\"", "\"key-of-one-change\"", RESEARCH_NO)
                .statusCode(200)
                .header("ETag", "\"1\"")
                .extract()
                .asString();
        assertThat(second).isEqualTo(first);
        history().body("versions.size()", equalTo(1));
    }

    @Test
    void ofTwoSubmitsAtOnceWithTheSameKeyOneIsDone() throws Exception {
        List<Response> answers = atOnce(
                6,
                () -> send("\"0\"", "\"key-of-a-double-click\"", RESEARCH_NO)
                        .extract()
                        .response());
        assertThat(answers).extracting(Response::statusCode).containsAnyOf(200).isSubsetOf(200, 409);
        history().body("versions.version", equalTo(List.of(1)));
        read().body("revision", equalTo(1));
    }

    @Test
    void aKeyIsForOneChangeOnly() {
        send("\"0\"", "\"key-used-twice\"", RESEARCH_NO).statusCode(200);
        send("\"1\"", "\"key-used-twice\"", RESEARCH_YES)
                .statusCode(422)
                .body("type", equalTo("https://concord.example/problems/unprocessable"));
        read().body("revision", equalTo(1)).body("preferences[0].effect", equalTo("deny"));
    }

    @Test
    void aKeyIsThePatientsOwn() {
        send("\"0\"", "\"key-of-two-people\"", RESEARCH_NO).statusCode(200);
        Patient other = Patients.registered();
        given().auth()
                .oauth2(other.token())
                .header("If-Match", "\"0\"")
                .header("Idempotency-Key", "\"key-of-two-people\"")
                .contentType("application/json")
                .body(RESEARCH_YES)
                .put("/me/preferences")
                .then()
                .statusCode(200)
                .body("preferences[0].effect", equalTo("permit"));
    }

    @Test
    void aRefusedChangeDoesNotUseUpItsKey() {
        send("\"5\"", "\"key-of-a-refused-change\"", RESEARCH_NO).statusCode(412);
        send("\"0\"", "\"key-of-a-refused-change\"", RESEARCH_NO).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "\"", "\"with spaces in it\"", "\"unclosed-key", "\"<script>alert(1)</script>\""})
    void aMalformedKeyIsRefused(String key) {
        send("\"0\"", key, RESEARCH_NO).statusCode(400).body("detail", containsString("Idempotency-Key"));
        read().body("revision", equalTo(0));
    }

    @Test
    void aChangeOfMindOnTheSameDayIsAnotherVersion() {
        change(0, RESEARCH_NO).statusCode(200);
        change(1, RESEARCH_YES).statusCode(200);
        read().body("preferences[0].effect", equalTo("permit")).body("preferences[0].version", equalTo(2));
        history()
                .body("versions.version", equalTo(List.of(2, 1)))
                .body("versions.effect", equalTo(List.of("permit", "deny")))
                .body("versions[0].capacity", equalTo("self"))
                .body("versions[0].channel", equalTo("online"))
                .body("versions[0].wording", equalTo("research-1"));
    }

    @Test
    void theTenthVersionComesAfterTheNinth() {
        IntStream.range(0, 11)
                .forEach(i -> change(i, i % 2 == 0 ? RESEARCH_NO : RESEARCH_YES).statusCode(200));
        read().body("revision", equalTo(11))
                .body("preferences[0].version", equalTo(11))
                .body("preferences[0].effect", equalTo("deny"));
        history().body("versions.version", equalTo(List.of(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)));
    }

    @Test
    void whatIsWithdrawnIsNotSaidAnyMoreButRemembered() {
        change(0, RESEARCH_NO).statusCode(200);
        change(1, RESEARCH_WITHDRAWN)
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("preferences", empty());
        read().body("revision", equalTo(2)).body("preferences", empty());
        history()
                .body("versions.state", equalTo(List.of("withdrawn", "active")))
                .body("versions[0].effect", nullValue());
        change(2, RESEARCH_WITHDRAWN).statusCode(422).body("detail", containsString("nothing to withdraw"));
        change(2, RESEARCH_YES).statusCode(200).body("preferences[0].version", equalTo(3));
    }

    @ParameterizedTest
    @CsvSource({
        "1961-04-12T06:07:00Z, 1969-07-20T20:17:40Z, 1961-04-12T06:07:00Z, 1969-07-20T20:17:40Z",
        "2026-03-29T01:00:00+01:00, 2026-10-25T01:30:00Z, 2026-03-29T00:00:00Z, 2026-10-25T01:30:00Z",
        "1800-01-01T00:00:00Z, 9999-12-31T23:59:59Z, 1800-01-01T00:00:00Z, 9999-12-31T23:59:59Z"
    })
    void aPeriodIsKeptAsInstantsThoseBefore1970Too(String from, String until, String keptFrom, String keptUntil) {
        change(0, withPeriod("\"" + from + "\"", "\"" + until + "\"")).statusCode(200);
        read().body("preferences[0].exceptions[0].from", equalTo(keptFrom))
                .body("preferences[0].exceptions[0].until", equalTo(keptUntil));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-01-31\"', null, from",
        "'\"2026-01-31T00:00:00\"', null, from",
        "1700000000, null, from",
        "'\"1799-12-31T23:59:59Z\"', null, from",
        "'\"2026-01-02T00:00:00Z\"', '\"2026-01-02T00:00:00Z\"', until",
        "'\"2026-01-02T00:00:00Z\"', '\"2026-01-01T00:00:00Z\"', until"
    })
    void aPeriodThatIsNoneIsRefused(String from, String until, String member) {
        change(0, withPeriod(from, until))
                .statusCode(400)
                .body("errors.member", hasItem("choices[0].exceptions[0]." + member));
        read().body("revision", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({
        "organisations, QQQ99",
        "organisation_types, SPACE_STATION",
        "categories, horoscope",
        "purposes, CURIOSITY"
    })
    void aCodeThatIsNotOnTheRegisterIsRefusedByItsPlace(String dimension, String code) {
        change(0, withException("{\"effect\":\"deny\",\"" + dimension + "\":[\"" + code + "\"]}"))
                .statusCode(422)
                .body("errors.member", equalTo(List.of("choices[0].exceptions[0]." + dimension + "[0]")));
        read().body("revision", equalTo(0));
    }

    @Test
    void everyDimensionCanBeNamed() {
        change(
                        0,
                        withException("{\"effect\":\"deny\",\"organisations\":[\"RXL\",\"RXN\"],\"organisation_types\":"
                                + "[\"GP_PRACTICE\"],\"categories\":[\"mental-health\"],\"purposes\":[\"TREAT\"]}"))
                .statusCode(200)
                .body("preferences[0].exceptions[0].organisations", equalTo(List.of("RXL", "RXN")))
                .body("preferences[0].exceptions[0].organisation_types", equalTo(List.of("GP_PRACTICE")))
                .body("preferences[0].exceptions[0].categories", equalTo(List.of("mental-health")))
                .body("preferences[0].exceptions[0].purposes", equalTo(List.of("TREAT")));
    }

    @Test
    void anExceptionMayHaveExceptionsAndLabels() {
        String nested = "{\"effect\":\"deny\",\"organisation_types\":[\"NHS_TRUST\"],\"labels\":[\"R\"],\"exceptions\":"
                + "[{\"effect\":\"permit\",\"organisations\":[\"RXN\"],\"exceptions\":"
                + "[{\"effect\":\"deny\",\"categories\":[\"mental-health\"]}]}]}";
        change(0, withException(nested))
                .statusCode(200)
                .body("preferences[0].exceptions[0].labels", equalTo(List.of("R")))
                .body("preferences[0].exceptions[0].exceptions[0].organisations", equalTo(List.of("RXN")))
                .body(
                        "preferences[0].exceptions[0].exceptions[0].exceptions[0].categories",
                        equalTo(List.of("mental-health")));
        read().body("preferences[0].exceptions[0].exceptions[0].exceptions[0].effect", equalTo("deny"));
    }

    @Test
    void whatIsWrongInsideAnExceptionIsNamedByItsPlace() {
        change(0, withException(inside("{\"effect\":\"deny\"}")))
                .statusCode(400)
                .body("errors.member", equalTo(List.of("choices[0].exceptions[0].exceptions[0]")));
        change(0, withException(inside("{\"effect\":\"deny\",\"organisations\":[\"QQQ99\"]}")))
                .statusCode(422)
                .body("errors.member", equalTo(List.of("choices[0].exceptions[0].exceptions[0].organisations[0]")));
        read().body("revision", equalTo(0));
    }

    @Test
    void exceptionsStandFiveLevelsDeepAtMost() {
        String five = inside(inside(inside(inside("{\"effect\":\"deny\",\"organisations\":[\"RXL\"]}"))));
        change(0, withException(five)).statusCode(200);
        change(1, withException(inside(five)))
                .statusCode(400)
                .body("errors.reason", hasItem(containsString("5 levels")));
        read().body("revision", equalTo(1));
    }

    @Test
    void exceptionsInsideOthersCountToo() {
        String many = String.join(
                ",", java.util.Collections.nCopies(101, "{\"effect\":\"deny\",\"organisations\":[\"RXL\"]}"));
        change(0, withException(inside(many))).statusCode(400).body("errors.member", hasItem("choices[0].exceptions"));
        read().body("revision", equalTo(0));
    }

    private static String inside(String exceptions) {
        return "{\"effect\":\"permit\",\"organisations\":[\"RXN\"],\"exceptions\":[" + exceptions + "]}";
    }

    @ParameterizedTest
    @CsvSource({"national-data-opt-out, NHS England", "type-1-opt-out, 'The patient''s GP practice'"})
    void aSchemeThatBelongsToSomebodyElseIsNotWritten(String scheme, String owner) {
        change(0, "{\"choices\":[{\"scheme\":\"" + scheme + "\",\"effect\":\"deny\"}],\"wording\":\"w-1\"}")
                .statusCode(422)
                .body("type", equalTo("https://concord.example/problems/scheme-owned-elsewhere"))
                .body("detail", containsString(owner));
        read().body("revision", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"choices\":[],\"wording\":\"w-1\"}",
                "{\"choices\":[null],\"wording\":\"w-1\"}",
                "{\"choices\":\"all\",\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"}]}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"}],\"wording\":\"<b>w</b>\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\"}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"perhaps\"}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":0}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"PERMIT\"}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"effect\":\"deny\"}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\",\"withdraw\":true}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"},{\"scheme\":\"regional-research\",\"effect\":\"permit\"}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\",\"exceptions\":[{\"effect\":\"permit\"}]}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\",\"exceptions\":[{\"effect\":\"permit\",\"organisation\":[\"RXL\"],\"purposes\":[\"TREAT\"]}]}],\"wording\":\"w-1\"}",
                "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"",
                "not json at all"
            })
    void whatIsNotAChangeIsRefused(String body) {
        change(0, body).statusCode(400).contentType("application/problem+json");
        read().body("revision", equalTo(0));
    }

    @Test
    void textOfSomebodysOwnDoesNotGetInNorComeBack() {
        String script = "<script>alert(1)</script>";
        change(0, withException("{\"effect\":\"deny\",\"organisations\":[\"" + script + "\"]}"))
                .statusCode(400)
                .body("errors.member", equalTo(List.of("choices[0].exceptions[0].organisations[0]")));
        change(0, "{\"choices\":[{\"scheme\":\"" + script + "\",\"effect\":\"deny\"}],\"wording\":\"w-1\"}")
                .statusCode(400)
                .body(not(containsString("script>")));
        read().body("revision", equalTo(0));
    }

    @Test
    void anotherContentTypeIsRefused() {
        given().auth()
                .oauth2(patient.token())
                .header("If-Match", "\"0\"")
                .contentType("text/plain")
                .body(RESEARCH_NO)
                .put("/me/preferences")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        read().body("revision", equalTo(0));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NUMBERS_AS_WORDS"})
    void whilePolicyServiceIsAwayTheLastGoodListsGoOn(Fault fault) {
        read().statusCode(200);
        RealPolicy.line(fault);
        try {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                read().statusCode(200);
                assertThat(RealPolicy.met()).as("it was asked").isPositive();
            });
            change(0, CARE_BUT_NOT_BLACKPOOL).statusCode(200);
            read().statusCode(200).body("schemes.size()", equalTo(4));
        } finally {
            RealPolicy.line(Fault.NONE);
        }
    }

    private static String withPeriod(String from, String until) {
        return withException("{\"effect\":\"permit\",\"categories\":[\"medications\"],\"from\":" + from + ",\"until\":"
                + until + "}");
    }

    private static String withException(String exception) {
        return "{\"choices\":[{\"scheme\":\"shared-care-record\",\"effect\":\"permit\",\"exceptions\":[" + exception
                + "]}],\"wording\":\"w-1\"}";
    }

    private ValidatableResponse read() {
        return given().auth().oauth2(patient.token()).get("/me/preferences").then();
    }

    private ValidatableResponse history() {
        return given().auth()
                .oauth2(patient.token())
                .get("/me/preferences/history")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse change(long seen, String body) {
        return send("\"" + seen + "\"", null, body);
    }

    private ValidatableResponse send(String ifMatch, String key, String body) {
        var request = given().auth()
                .oauth2(patient.token())
                .header("If-Match", ifMatch)
                .contentType("application/json")
                .body(body);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .put("/me/preferences")
                .then();
    }

    private static List<Response> atOnce(int times, Supplier<Response> request) throws Exception {
        CyclicBarrier start = new CyclicBarrier(times);
        List<Future<Response>> futures = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            for (int i = 0; i < times; i++) {
                futures.add(pool.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return request.get();
                }));
            }
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> future : futures) {
            answers.add(future.get());
        }
        return answers;
    }
}
