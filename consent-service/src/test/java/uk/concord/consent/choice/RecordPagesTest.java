package uk.concord.consent.choice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.concord.consent.choice.Browser.hidden;
import static uk.concord.consent.choice.Browser.text;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.kernel.outbox.OutboxRelay;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class RecordPagesTest {

    private static final DateTimeFormatter SAID = new DateTimeFormatterBuilder()
            .appendPattern("d MMMM uuuu 'at' h:mm")
            .appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "am", 1L, "pm"))
            .toFormatter(Locale.UK)
            .withZone(ZoneId.of("Europe/London"));

    @Inject
    OutboxRelay relay;

    private Patient patient;
    private Browser browser;

    @AfterEach
    void theRelayWorksAgain() {
        relay.start();
    }

    @BeforeEach
    void somebodyIsRegistered() {
        patient = Patients.registered();
        browser = new Browser(patient);
    }

    @Test
    void theStartPageSaysWhatHoldsForSomebodyWhoHasSaidNothing() {
        String page = browser.open("/choices");
        assertThat(text(page))
                .contains("Sharing for your care", "Until you do, the answer is yes.")
                .contains("Sharing for research in the region", "Until you do, the answer is no.")
                .contains("Mental health")
                .contains("Type 1 opt-out", "Kept by: The patient&#39;s GP practice")
                .doesNotContain("Your last change", "Undo");
        assertThat(page).contains("https://www.nhs.uk/your-nhs-data-matters/", "/choices/history", "/uses");
        assertThat(browser.sentTo("/choices/done")).isEqualTo("/choices");
        assertThat(browser.sentTo("/choices/undo")).isEqualTo("/choices");
        assertThat(text(browser.open("/choices/history"))).contains("You have not made a choice yet.");
    }

    @Test
    void theStartPageNamesExceptionsInWords() {
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"permit\",\"exceptions\":["
                + "{\"effect\":\"deny\",\"organisations\":[\"RXL\"],\"categories\":[\"mental-health\"],"
                + "\"until\":\"2031-03-04T00:00:00Z\"},"
                + "{\"effect\":\"deny\",\"organisation_types\":[\"NHS_TRUST\"],\"purposes\":[\"TREAT\"]},"
                + "{\"effect\":\"deny\",\"organisations\":[\"RXN\"],\"until\":\"2020-01-01T00:00:00Z\"}]}");
        assertThat(text(browser.open("/choices")))
                .contains("Yes, but not everything or not everybody.")
                .contains("Blackpool Teaching Hospitals", "Mental health", "Until the end of 3 March 2031")
                .contains("All NHS trusts", "For what Direct care", "For good")
                .doesNotContain("Lancashire Teaching", "RXL", "NHS_TRUST", "TREAT");
    }

    @Test
    void exceptionsInsideOthersAndLabelsAreToldInWords() {
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"permit\",\"exceptions\":["
                + "{\"effect\":\"deny\",\"organisation_types\":[\"NHS_TRUST\"],\"labels\":[\"R\",\"XYZ\"],\"exceptions\":["
                + "{\"effect\":\"permit\",\"organisations\":[\"RXN\"]}]}]}");
        assertThat(text(browser.open("/choices")))
                .contains("Who will not see it All NHS trusts")
                .contains("Only Information that is marked restricted Information that is marked XYZ")
                .contains("But not in these cases:")
                .contains("Who may see it Lancashire Teaching");
    }

    @Test
    void researchIsOneQuestion() {
        assertThat(browser.sendInVain(400, "/choices/research"))
                .contains("<title>Error: ", "href=\"#sharing-yes\"", "Select yes or no to go on");
        browser.sendInVain(400, "/choices/research", "sharing", "but");
        assertThat(browser.sentTo("/choices/research/check")).isEqualTo("/choices/research");
        assertThat(browser.send("/choices/research", "sharing", "no")).isEqualTo("/choices/research/check");
        assertThat(text(browser.open("/choices/research/check")))
                .contains("No. Approved researchers in the region may not see your information.")
                .contains("An emergency cannot override your answer about research.");
        browser.send("/choices/research", "sharing", "yes");
        browser.confirm("research");
        JsonPath mine = recorded();
        assertThat(mine.getString("preferences[0].scheme")).isEqualTo("regional-research");
        assertThat(mine.getString("preferences[0].effect")).isEqualTo("permit");
        assertThat(mine.getList("preferences")).hasSize(1);
    }

    @Test
    void theTwoJourneysDoNotDisturbEachOther() {
        browser.send("/choices/research", "sharing", "no");
        browser.send("/choices/care", "sharing", "no");
        browser.send("/choices/care/until", "ending", "never");
        browser.confirm("research");
        assertThat(text(browser.open("/choices/care/check")))
                .contains("What changed after you began", "Sharing for research in the region: changed on");
        browser.confirm("care");
        assertThat(recorded().getList("preferences.effect")).isEqualTo(List.of("deny", "deny"));
    }

    @Test
    void theConfirmationSaysWhenTheChoiceIsInForceAndNotBefore() {
        relay.stop();
        browser.send("/choices/research", "sharing", "yes");
        browser.confirm("research");
        String waiting = browser.open("/choices/done");
        assertThat(text(waiting)).contains("Your choice is recorded", "Not yet in force", "Check again");
        assertThat(waiting).contains("data-live", "data-poll");
        assertThat(text(browser.open("/choices"))).contains("Not yet in force");

        relay.start();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(text(browser.open("/choices/done"))).doesNotContain("Not yet"));
        String since = "In force since " + SAID.format(RealPolicy.heldSince(patient.id()));
        String inForce = browser.open("/choices/done");
        assertThat(text(inForce)).contains(since);
        assertThat(inForce).contains("data-live").doesNotContain("data-poll");
        assertThat(text(browser.open("/choices"))).contains(since);
    }

    @Test
    void theLastChangeIsUndoneOnce() {
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"deny\"}");
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"permit\"}");
        String check = browser.open("/choices/undo");
        assertThat(text(check))
                .contains(
                        "Now Yes. Staff who care for you may see",
                        "After you undo it No. Staff who care for you may not");
        String revision = hidden(check, "revision");
        assertThat(browser.send("/choices/undo", "revision", revision)).isEqualTo("/choices/done");
        assertThat(browser.send("/choices/undo", "revision", revision)).isEqualTo("/choices/done");
        assertThat(recorded().getInt("revision")).isEqualTo(3);
        assertThat(recorded().getString("preferences[0].effect")).isEqualTo("deny");
    }

    @Test
    void undoingTheFirstChoiceTakesItBack() {
        put("{\"scheme\":\"regional-research\",\"effect\":\"permit\"}");
        assertThat(text(browser.open("/choices/undo"))).contains("After you undo it You have not made a choice.");
        browser.send("/choices/undo", "revision", "1");
        assertThat(recorded().getList("preferences")).isEmpty();
        assertThat(text(browser.open("/choices/done"))).contains("You have not made a choice.");
        browser.send("/choices/undo", "revision", "2");
        assertThat(recorded().getString("preferences[0].effect")).isEqualTo("permit");
    }

    @Test
    void undoingSomethingElseThanWhatWasSeenIsRefused() {
        put("{\"scheme\":\"regional-research\",\"effect\":\"permit\"}");
        put("{\"scheme\":\"regional-research\",\"effect\":\"deny\"}");
        assertThat(text(browser.sendInVain(409, "/choices/undo", "revision", "1")))
                .contains("Nothing was undone");
        assertThat(recorded().getInt("revision")).isEqualTo(2);
    }

    @Test
    void theHistoryTellsEveryVersionNewestFirst() {
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"deny\"}");
        browser.send("/choices/care", "sharing", "yes");
        browser.confirm("care");
        browser.send("/choices/undo", "revision", "2");
        String history = text(browser.open("/choices/history"));
        assertThat(history)
                .containsSubsequence(
                        "No. Staff who care for you may not see",
                        "By whom You How Online In answer to “Undo this change”",
                        "Yes. Staff who care for you may see",
                        "In answer to “Should staff who care for you see your information?”",
                        "No. Staff who care for you may not see",
                        "In answer to The words of another service");
        assertThat(text(new Browser(Patients.registered()).open("/choices/history")))
                .contains("You have not made a choice yet.");
    }

    @Test
    void everybodyMaySeeWhatThisServiceIs() {
        String page = given().accept("text/html")
                .get("/welcome")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .extract()
                .asString();
        assertThat(page)
                .contains("href=\"/session/login?return_to=/\"", "Call 01632 960 000")
                .doesNotContain("Sign out", "<style", " style=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/choices",
                "/choices/care",
                "/choices/research",
                "/choices/care/until",
                "/choices/care/check",
                "/choices/care/limits/1/what",
                "/choices/care/limits/1/organisations",
                "/choices/care/limits/1/kinds",
                "/choices/care/limits/1/until",
                "/choices/done",
                "/choices/undo",
                "/choices/history"
            })
    void nobodyElseIsLetIn(String path) {
        for (String role : List.of("ig-officer", "regional-ig-officer", "partner", "operator", "service")) {
            String token = TestTokens.of("gateway-login", role)
                    .with("nhs_number", patient.nhsNumber())
                    .with("identity_proofing_level", "P9")
                    .token();
            Browser other = new Browser(token, patient.nhsNumber());
            assertThat(text(other.open(path, 403))).contains("You can’t open this page");
        }
        given().accept("text/html").get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/choices/care",
                "/choices/care/until",
                "/choices/care/confirm",
                "/choices/care/cancel",
                "/choices/care/limits/1/what",
                "/choices/care/limits/1/organisations",
                "/choices/care/limits/1/organisations/add",
                "/choices/care/limits/1/organisations/remove",
                "/choices/care/limits/1/kinds",
                "/choices/care/limits/1/until",
                "/choices/care/limits/1/remove",
                "/choices/undo"
            })
    void nobodyElseMaySendAnything(String path) {
        String token = TestTokens.of("gateway-login", "regional-ig-officer")
                .with("nhs_number", patient.nhsNumber())
                .with("identity_proofing_level", "P9")
                .token();
        new Browser(token, patient.nhsNumber()).sendInVain(403, path, "sharing", "no");
    }

    @Test
    void somebodyWhoIsNotOnTheRegisterIsToldSo() {
        String number = Patients.number();
        Browser stranger = new Browser(TestTokens.patient(number), number);
        assertThat(text(stranger.open("/choices", 404))).contains("patient register");
    }

    private void put(String choice) {
        given().auth()
                .oauth2(patient.token())
                .contentType("application/json")
                .header("If-Match", "\"" + recorded().getInt("revision") + "\"")
                .body("{\"choices\":[" + choice + "],\"wording\":\"first-choices-1\"}")
                .put("/me/preferences")
                .then()
                .statusCode(200);
    }

    private JsonPath recorded() {
        return given().auth().oauth2(patient.token()).get("/me/preferences").jsonPath();
    }
}
