package uk.concord.policy.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.ServiceTest;

/** What engines report, over HTTP: the real one of these tests, and others that somebody says there are. */
@QuarkusTest
class EnginesTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String OURS = "engine-of-tests";

    @Inject
    AgroalDataSource database;

    @Inject
    Engines engines;

    @AfterEach
    void forgetTheOthers() throws SQLException {
        change("delete from policy_engine where name <> '" + OURS + "'");
    }

    @Test
    void theRealEngineReportsWhatItHas() {
        await().atMost(SOON).untilAsserted(() -> {
            long register = as(Roles.OPERATOR).get("/register").jsonPath().getLong("revision");
            shown(OURS).body("release", equalTo(release())).body("register", equalTo(Long.toString(register)));
            shown(OURS).body("version", matchesRegex("\\d+\\.\\d+\\.\\d+")).body("alarms", empty());
        });
    }

    @Test
    void aPartnersEngineIsShownUnderItsClient() {
        report(partner("rxn-opa"), "ward-7", "\"active_revision\":\"%s\"".formatted(release()), "")
                .statusCode(204);

        shown("ward-7").body("partner", equalTo("rxn-opa")).body("release", equalTo(release()));
    }

    @Test
    void aRefusedBundleIsAnAlarmUntilItIsTaken() {
        String refused =
                "\"active_revision\":\"1\",\"code\":\"bundle_error\",\"message\":\"bundle signature is wrong\"";
        report(ours(), "sick", refused, "").statusCode(204);
        engines.look();

        shown("sick")
                .body("alarms", contains("bundle-refused"))
                .body("fault", equalTo("rules: bundle signature is wrong"));
        metrics().body(containsString("concord_engines_alarming 1.0"));
        as(Roles.POLICY_AUTHOR)
                .get("/governance/rules")
                .then()
                .statusCode(200)
                .body(containsString(
                        "It refuses a bundle and keeps the last good one: rules: bundle signature is wrong"));

        report(ours(), "sick", "\"active_revision\":\"%s\"".formatted(release()), "")
                .statusCode(204);
        engines.look();

        shown("sick").body("alarms", empty());
        metrics().body(containsString("concord_engines_alarming 0.0"));
    }

    @Test
    void anEngineThatStaysBehindIsAnAlarm() {
        report(ours(), "slow", "\"active_revision\":\"0\"", "").statusCode(204);
        shown("slow").body("alarms", empty());

        await().atMost(SOON).untilAsserted(() -> {
            report(ours(), "slow", "\"active_revision\":\"0\"", "").statusCode(204);
            shown("slow").body("alarms", contains("behind"));
        });
        as(Roles.POLICY_AUTHOR)
                .get("/governance/rules")
                .then()
                .body(containsString("It still has an old release or register"));
    }

    @Test
    void anEngineThatEndedBeforeAChangeIsNotBehind() throws SQLException {
        report(ours(), "slow", "\"active_revision\":\"0\"", "").statusCode(204);
        report(ours(), "ended", "\"active_revision\":\"0\"", "").statusCode(204);

        // Time passes for both; only one of them is heard of again.
        await().atMost(SOON).untilAsserted(() -> {
            report(ours(), "slow", "\"active_revision\":\"0\"", "").statusCode(204);
            shown("slow").body("alarms", contains("behind"));
        });
        shown("ended").body("alarms", empty()).body("silent", equalTo(false));
    }

    @Test
    void anEngineThatIsSilentForMinutesIsNoAlarm() throws SQLException {
        report(ours(), "ended", "\"code\":\"c\",\"message\":\"wrong\"", "").statusCode(204);
        shown("ended").body("alarms", contains("bundle-refused")).body("silent", equalTo(false));

        change("update policy_engine set reported_at = reported_at - interval '6 minutes' where name = 'ended'");
        engines.look();

        shown("ended").body("alarms", empty()).body("silent", equalTo(true)).body("fault", equalTo("rules: wrong"));
        metrics().body(containsString("concord_engines_alarming 0.0"));
        as(Roles.POLICY_AUTHOR).get("/governance/rules").then().body(containsString("It has probably been stopped"));
    }

    @Test
    void anEmptyLabelIsNoName() {
        String id = UUID.randomUUID().toString();
        ours().contentType("application/json")
                .body("{\"labels\":{\"id\":\"%s\",\"engine\":\"\"}}".formatted(id))
                .post("/status")
                .then()
                .statusCode(204);

        shown(id).body("alarms", empty());
    }

    @Test
    void whatIsSaidOfAnEngineIsTextOnThePage() {
        report(ours(), "rude", "\"code\":\"c\",\"message\":\"<script>alert(1)</script>\"", "")
                .statusCode(204);

        as(Roles.POLICY_AUTHOR)
                .get("/governance/rules")
                .then()
                .body(not(containsString("<script>alert")))
                .body(containsString("&lt;script&gt;alert"));
    }

    @Test
    void anEngineThatIsSilentForADayIsForgotten() throws SQLException {
        report(ours(), "gone", "", "").statusCode(204);
        change("update policy_engine set reported_at = reported_at - interval '25 hours' where name = 'gone'");

        as(Roles.OPERATOR).get("/engines").then().body("name", not(org.hamcrest.Matchers.hasItem("gone")));
        engines.look();

        assertThat(count("gone")).isZero();
    }

    @Test
    void noOwnerFillsTheListWithMoreAndMore() throws SQLException {
        change("insert into policy_engine (owner, name, version, reported_at, held_since)"
                + " select 'flood', 'e' || n, '', now(), now() from generate_series(1, 200) n");

        report(partner("flood"), "one-more", "", "")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("label"));
        report(partner("flood"), "e7", "", "").statusCode(204);
        report(partner("another"), "one", "", "").statusCode(204);
    }

    @Test
    void nobodyElseReports() {
        report(given(), "x", "", "").statusCode(401);
        report(given().header("Authorization", "Bearer wrong"), "x", "", "").statusCode(401);
        for (String role : new String[] {Roles.PARTNER, Roles.OPERATOR, Roles.SERVICE, Roles.PATIENT}) {
            report(given().auth().oauth2(TestTokens.of("somebody", role).token()), "x", "", "")
                    .statusCode(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"labels\":{\"id\":\"a b\"}}", "{\"labels\":"})
    void whatIsNoReportIsRefused(String body) {
        ours().contentType("application/json")
                .body(body)
                .post("/status")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Roles.POLICY_AUTHOR,
                Roles.POLICY_APPROVER,
                Roles.REGIONAL_IG_OFFICER,
                Roles.CALDICOTT_GUARDIAN,
                Roles.OPERATOR,
                Roles.SERVICE
            })
    void theseReadWhatEnginesSay(String role) {
        as(role).get("/engines").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {Roles.PATIENT, Roles.PARTNER, Roles.POLICY_ENGINE, Roles.IG_OFFICER, Roles.REGISTER_OFFICER})
    void theseDoNot(String role) {
        as(role).get("/engines").then().statusCode(403);
    }

    private static String release() {
        return as(Roles.OPERATOR).get("/releases/current").jsonPath().getString("release.number");
    }

    private static ValidatableResponse shown(String name) {
        return as(Roles.OPERATOR).get("/engines").then().statusCode(200).rootPath("find { it.name == '" + name + "' }");
    }

    private ValidatableResponse metrics() {
        return given().get(platform.management() + "/q/metrics").then();
    }

    private static RequestSpecification ours() {
        return given().header("Authorization", "Bearer a-token-that-only-tests-know-of");
    }

    private static RequestSpecification partner(String client) {
        return given().auth().oauth2(TestTokens.of(client, Roles.POLICY_ENGINE).token());
    }

    private static ValidatableResponse report(RequestSpecification who, String name, String rules, String register) {
        return who.contentType("application/json")
                .body("""
                        {"labels":{"id":"%s","engine":"%s","version":"1.22.2"},"bundles":{"rules":{%s},"register":{%s}}}""".formatted(UUID.randomUUID(), name, rules, register))
                .post("/status")
                .then();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long count(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from policy_engine where name = '" + name + "'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
