package uk.concord.consent.choice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.consent.choice.Browser.hidden;
import static uk.concord.consent.choice.Browser.text;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class CareJourneyTest {

    private static final String LIMIT = "/choices/care/limits/1/";
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Inject
    AgroalDataSource database;

    private Patient patient;
    private Browser browser;

    @BeforeEach
    void somebodyIsRegistered() {
        patient = Patients.registered();
        browser = new Browser(patient);
    }

    @Test
    void yesGoesStraightToTheCheckAndIsRecordedWhenItIsConfirmed() {
        assertThat(browser.open("/choices/care")).doesNotContain(" checked");
        assertThat(browser.send("/choices/care", "sharing", "yes")).isEqualTo("/choices/care/check");
        assertThat(text(browser.open("/choices/care/check")))
                .contains("Yes. Staff who care for you may see your information.")
                .contains("An emergency can override your choice.")
                .contains("Assisted conception");
        assertThat(recorded().getInt("revision")).isZero();

        assertThat(browser.confirm("care")).isEqualTo("/choices/done");

        assertThat(recorded().getInt("revision")).isEqualTo(1);
        assertThat(care("effect", String.class)).isEqualTo("permit");
        assertThat(care("exceptions", List.class)).isEmpty();
        assertThat(browser.sentTo("/choices/care/check"))
                .as("the draft is gone")
                .isEqualTo("/choices/care");
        assertThat(browser.open("/choices/care")).containsPattern("value=\"yes\"[^>]* checked");
    }

    @Test
    void aNoIsForGoodOrUntilADayThatItIncludes() {
        assertThat(browser.send("/choices/care", "sharing", "no")).isEqualTo("/choices/care/until");
        assertThat(browser.send("/choices/care/until", "ending", "never")).isEqualTo("/choices/care/check");
        browser.confirm("care");
        assertThat(care("effect", String.class)).isEqualTo("deny");
        assertThat(care("exceptions", List.class)).isEmpty();

        LocalDate last = LocalDate.now(LONDON).plusYears(1).withMonth(7).withDayOfMonth(4);
        browser.send("/choices/care", "sharing", "no");
        browser.send("/choices/care/until", date(last));
        String said = "until the end of 4 July " + last.getYear();
        assertThat(text(browser.open("/choices/care/check"))).contains("No, " + said);
        browser.confirm("care");
        assertThat(care("effect", String.class)).isEqualTo("permit");
        assertThat(care("exceptions[0].until", String.class)).isEqualTo(last.getYear() + "-07-04T23:00:00Z");
        assertThat(text(browser.open("/choices"))).contains("No, " + said);
        assertThat(browser.open("/choices/care")).containsPattern("value=\"no\"[^>]* checked");
    }

    @Test
    void organisationsAreFoundByNameTownOrPostcodeAddedAndRemoved() {
        hold("organisations");
        for (String query :
                List.of("lancashire TEACHING", "teaching preston", "pr2 9ht", "PR29HT", "hospitals' preston")) {
            assertThat(browser.open(LIMIT + "organisations?q="
                            + query.replace(" ", "%20").replace("'", "%27")))
                    .as(query)
                    .contains("Lancashire Teaching Hospitals", "Preston PR2 9HT", "1 organisation found")
                    .contains("value=\"" + query.replace("'", "&#39;") + "\"");
        }
        assertThat(browser.open(LIMIT + "organisations?q=nowhere")).contains("Nothing found");
        assertThat(browser.open(LIMIT + "organisations?q=closed%20surgery")).contains("Nothing found");

        assertThat(browser.send(LIMIT + "organisations/add", "organisation", "RXN", "q", "preston & co"))
                .isEqualTo(LIMIT + "organisations?q=preston+%26+co");
        browser.send(LIMIT + "organisations/add", "organisation", "RXL");
        browser.send(LIMIT + "organisations/add", "organisation", "RXL");
        assertThat(text(browser.open(LIMIT + "organisations?q=teaching"))).contains("Added");
        assertThat(browser.send(LIMIT + "organisations/remove", "organisation", "RXN"))
                .isEqualTo(LIMIT + "organisations");
        assertThat(browser.send(LIMIT + "organisations")).isEqualTo(LIMIT + "until");
        assertThat(browser.send(LIMIT + "until", "ending", "never")).isEqualTo("/choices/care/check");
        assertThat(text(browser.open("/choices/care/check")))
                .contains("Who will not see it Blackpool Teaching Hospitals", "All your information", "For good");
        browser.confirm("care");
        assertThat(care("exceptions[0].organisations", List.class)).isEqualTo(List.of("RXL"));
        assertThat(care("exceptions[0].categories", List.class)).isEmpty();
        assertThat(care("exceptions[0].effect", String.class)).isEqualTo("deny");
    }

    @Test
    void someOrganisationsMayBeKeptFromSomeKindsAndTheDateIncludesItsDay() {
        hold("both");
        browser.send(LIMIT + "organisations/add", "organisation", "RXL");
        assertThat(browser.send(LIMIT + "organisations")).isEqualTo(LIMIT + "kinds");
        assertThat(browser.send(LIMIT + "kinds", "kinds", "mental-health", "kinds", "medications"))
                .isEqualTo(LIMIT + "until");
        LocalDate last = LocalDate.now(LONDON).plusYears(1).withMonth(1).withDayOfMonth(5);
        assertThat(browser.send(LIMIT + "until", date(last))).isEqualTo("/choices/care/check");
        assertThat(text(browser.open("/choices/care/check")))
                .contains("Mental health", "Medicines", "Until the end of 5 January " + last.getYear());
        browser.confirm("care");
        assertThat(care("exceptions[0].organisations", List.class)).isEqualTo(List.of("RXL"));
        assertThat(care("exceptions[0].categories", List.class)).isEqualTo(List.of("mental-health", "medications"));
        assertThat(care("exceptions[0].until", String.class)).isEqualTo(last.getYear() + "-01-06T00:00:00Z");
        assertThat(browser.open("/choices/care")).containsPattern("value=\"but\"[^>]* checked");
    }

    @Test
    void severalThingsAreHeldBackAndOneIsTakenAway() {
        hold("kinds");
        browser.send(LIMIT + "kinds", "kinds", "medications");
        browser.send(LIMIT + "until", "ending", "never");
        assertThat(browser.open("/choices/care/check")).contains("/choices/care/limits/2/what");
        browser.send("/choices/care/limits/2/what", "what", "kinds");
        browser.send("/choices/care/limits/2/kinds", "kinds", "assisted-conception");
        browser.send("/choices/care/limits/2/until", "ending", "never");
        assertThat(browser.send(LIMIT + "remove")).isEqualTo("/choices/care/check");
        assertThat(text(browser.open("/choices/care/check")))
                .contains("An emergency cannot override your choice")
                .doesNotContain("Medicines");
        browser.confirm("care");
        assertThat(care("exceptions.categories", List.class)).isEqualTo(List.of(List.of("assisted-conception")));
    }

    @Test
    void aSessionThatEndsLosesNothing() {
        hold("both");
        browser.send(LIMIT + "organisations/add", "organisation", "RXN");
        Browser later = new Browser(patient);
        assertThat(text(later.open("/choices"))).contains("You have answers here that you have not confirmed.");
        assertThat(later.open("/choices")).contains("href=\"" + LIMIT + "kinds\"");
        assertThat(later.open(LIMIT + "organisations")).contains("Lancashire Teaching Hospitals");
        assertThat(later.send("/choices/care/cancel")).isEqualTo("/choices");
        assertThat(text(later.open("/choices"))).doesNotContain("not confirmed");
        assertThat(later.sentTo(LIMIT + "kinds")).isEqualTo("/choices/care");
    }

    @Test
    void answersAreForgottenAfterADay() throws SQLException {
        browser.send("/choices/care", "sharing", "yes");
        String check = browser.open("/choices/care/check");
        try (Connection connection = database.getConnection();
                PreparedStatement age = connection.prepareStatement(
                        "update choice_draft set saved_at = saved_at - interval '24 hours' where patient_id = ?")) {
            age.setObject(1, UUID.fromString(patient.id()));
            assertThat(age.executeUpdate()).isEqualTo(1);
        }
        assertThat(browser.sentTo("/choices/care/check")).isEqualTo("/choices/care");
        assertThat(text(browser.sendInVain(
                        409, "/choices/care/confirm", "answers", hidden(check, "answers"), "revision", "0")))
                .contains("so nothing was recorded");
        assertThat(recorded().getInt("revision")).isZero();
    }

    @Test
    void anotherPatientsDraftIsNeverSeen() {
        hold("organisations");
        browser.send(LIMIT + "organisations/add", "organisation", "RXN");
        String tag = hidden(checkOf(browser), "answers");
        Browser other = new Browser(Patients.registered());
        assertThat(other.sentTo(LIMIT + "organisations")).isEqualTo("/choices/care");
        assertThat(other.sentTo("/choices/care/check")).isEqualTo("/choices/care");
        assertThat(other.open("/choices")).doesNotContain("Lancashire Teaching");
        assertThat(text(other.sendInVain(409, "/choices/care/confirm", "answers", tag, "revision", "0")))
                .contains("so nothing was recorded");
        assertThat(other.sentTo("/choices/done")).as("nothing was recorded").isEqualTo("/choices");
    }

    @Test
    void whatWasWrittenElsewhereAndTheQuestionsDoNotAskAboutStays() {
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"permit\",\"exceptions\":["
                + "{\"effect\":\"permit\",\"categories\":[\"mental-health\"]}]}");
        browser.send("/choices/care", "sharing", "yes");
        assertThat(text(browser.open("/choices/care/check")))
                .contains("What you said before, which stays", "Who may see it", "Mental health");
        browser.confirm("care");
        assertThat(care("exceptions[0].effect", String.class)).isEqualTo("permit");
        assertThat(care("exceptions[0].categories", List.class)).isEqualTo(List.of("mental-health"));
    }

    @Test
    void aStaleRevisionComesBackToTheCheckAndSaysWhatChanged() {
        browser.send("/choices/care", "sharing", "yes");
        String check = browser.open("/choices/care/check");
        put("{\"scheme\":\"shared-care-record\",\"effect\":\"deny\"}");

        String refused =
                browser.sendInVain(409, "/choices/care/confirm", "answers", hidden(check, "answers"), "revision", "0");

        assertThat(text(refused))
                .contains("Your choice was not recorded", "What changed after you began")
                .contains("Before: You have not made a choice.", "Now: No. Staff who care for you may not see");
        assertThat(recorded().getInt("revision")).isEqualTo(1);
        assertThat(browser.send(
                        "/choices/care/confirm",
                        "answers",
                        hidden(refused, "answers"),
                        "revision",
                        hidden(refused, "revision")))
                .isEqualTo("/choices/done");
        assertThat(recorded().getInt("revision")).isEqualTo(2);
        assertThat(care("effect", String.class)).isEqualTo("permit");
    }

    @Test
    void confirmingTwiceRecordsOnce() {
        browser.send("/choices/care", "sharing", "yes");
        String check = browser.open("/choices/care/check");
        String[] form = {"answers", hidden(check, "answers"), "revision", "0"};
        assertThat(browser.send("/choices/care/confirm", form)).isEqualTo("/choices/done");
        assertThat(browser.send("/choices/care/confirm", form)).isEqualTo("/choices/done");
        assertThat(recorded().getInt("revision")).isEqualTo(1);
    }

    @Test
    void confirmingTwiceAtOnceRecordsOnce() {
        browser.send("/choices/care", "sharing", "yes");
        String check = browser.open("/choices/care/check");
        String[] form = {"answers", hidden(check, "answers"), "revision", "0"};
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> both = Stream.generate(
                            () -> threads.submit(() -> browser.send("/choices/care/confirm", form)))
                    .limit(2)
                    .toList();
            assertThat(both).allSatisfy(one -> assertThat(one.get()).isEqualTo("/choices/done"));
        }
        assertThat(recorded().getInt("revision")).isEqualTo(1);
    }

    @Test
    void answersThatWereChangedElsewhereAreNotConfirmedUnseen() {
        browser.send("/choices/care", "sharing", "yes");
        String seen = hidden(browser.open("/choices/care/check"), "answers");
        browser.send("/choices/care", "sharing", "no");
        browser.send("/choices/care/until", "ending", "never");
        assertThat(text(browser.sendInVain(409, "/choices/care/confirm", "answers", seen, "revision", "0")))
                .contains("Your choice was not recorded");
        assertThat(recorded().getInt("revision")).isZero();
    }

    @Test
    void unfinishedAnswersAreNotConfirmed() {
        hold("kinds");
        assertThat(browser.sentTo("/choices/care/check")).isEqualTo(LIMIT + "kinds");
        assertThat(browser.send("/choices/care/confirm", "answers", "x", "revision", "0"))
                .isEqualTo(LIMIT + "kinds");
        assertThat(recorded().getInt("revision")).isZero();
    }

    @Test
    void nothingChosenIsAnErrorThatLeadsToTheField() {
        error(browser.sendInVain(400, "/choices/care"), "sharing-yes", "Select yes or no to go on");
        error(browser.sendInVain(400, "/choices/care", "sharing", "maybe"), "sharing-yes", "Select yes or no");
        browser.send("/choices/care", "sharing", "but");
        error(browser.sendInVain(400, LIMIT + "what"), "what-organisations", "Select what you want to hold back");
        browser.send(LIMIT + "what", "what", "both");
        error(browser.sendInVain(400, LIMIT + "organisations"), "q", "Find and add at least one organisation");
        error(
                browser.sendInVain(400, LIMIT + "organisations/add", "organisation", "NOPE", "q", "lost"),
                "q",
                "Choose an organisation from the list");
        browser.send(LIMIT + "organisations/add", "organisation", "RXN");
        error(browser.sendInVain(400, LIMIT + "kinds"), "kind-1", "Select at least one kind of information");
        error(browser.sendInVain(400, LIMIT + "kinds", "kinds", "nope"), "kind-1", "Select at least one kind");
        browser.send(LIMIT + "kinds", "kinds", "medications");
        error(browser.sendInVain(400, LIMIT + "until"), "ending-never", "Select for good or until a date");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', day, Enter the last day",
        "1, '', 2030, month, Enter the last day",
        "1, 2, '', year, Enter the last day",
        "31, 2, 2030, day, Enter a real date",
        "one, 2, 2030, day, Enter a real date",
        "1, 2, 2020, day, The last day must be today or later",
        "1, 2, 9999, year, Enter a year with 4 digits"
    })
    void aWrongDateIsAnErrorAndStays(String day, String month, String year, String field, String message) {
        hold("kinds");
        browser.send(LIMIT + "kinds", "kinds", "medications");
        String page =
                browser.sendInVain(400, LIMIT + "until", "ending", "date", "day", day, "month", month, "year", year);
        error(page, field, message);
        assertThat(page).contains("value=\"" + day + "\"", "value=\"" + year + "\"");
    }

    @Test
    void todayIsADayThatMayBeTheLast() {
        browser.send("/choices/care", "sharing", "no");
        assertThat(browser.send("/choices/care/until", date(LocalDate.now(LONDON))))
                .isEqualTo("/choices/care/check");
    }

    @Test
    void whatComesFromTheRegisterOrThePatientIsEscaped() {
        hold("organisations");
        assertThat(browser.open(LIMIT + "organisations?q=%3Cscript%3E")).contains("&lt;script&gt;");
        assertThat(browser.open(LIMIT + "organisations?q=bold"))
                .contains("&lt;b&gt;Bold&lt;/b&gt; &amp; Sons")
                .doesNotContain("<b>Bold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/choices/care/limits/3/what", "/choices/care/limits/0/what", "/choices/elsewhere"})
    void anAddressThatIsNotThereIsAPageThatSaysSo(String path) {
        browser.send("/choices/care", "sharing", "but");
        assertThat(text(browser.open(path, 404))).contains("Page not found");
    }

    @Test
    void changingNeedsAFullyProvenIdentityAndReadingDoesNot() {
        String token = TestTokens.of("gateway-login", "patient")
                .with("nhs_number", patient.nhsNumber())
                .with("identity_proofing_level", "P5")
                .token();
        Browser unproven = new Browser(token, patient.nhsNumber());
        unproven.open("/choices");
        assertThat(text(unproven.open("/choices/care", 403))).contains("prove who you are");
        unproven.sendInVain(403, "/choices/care", "sharing", "no");
        unproven.sendInVain(403, "/choices/care/confirm", "answers", "x", "revision", "0");
        unproven.sendInVain(403, "/choices/undo", "revision", "0");
    }

    private void hold(String what) {
        assertThat(browser.send("/choices/care", "sharing", "but")).isEqualTo(LIMIT + "what");
        browser.send(LIMIT + "what", "what", what);
    }

    private static String checkOf(Browser browser) {
        browser.send(LIMIT + "organisations");
        browser.send(LIMIT + "until", "ending", "never");
        return browser.open("/choices/care/check");
    }

    private static String[] date(LocalDate date) {
        return new String[] {
            "ending",
            "date",
            "day",
            date.format(DateTimeFormatter.ofPattern("d", Locale.UK)),
            "month",
            String.valueOf(date.getMonthValue()),
            "year",
            String.valueOf(date.getYear())
        };
    }

    private static void error(String page, String field, String message) {
        assertThat(page)
                .contains("<title>Error: ", "href=\"#" + field + "\"", "id=\"" + field + "\"")
                .contains("nhsuk-error-summary");
        assertThat(text(page)).contains("There is a problem " + message);
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

    private <T> T care(String member, Class<T> type) {
        return type.cast(recorded().get("preferences.find { it.scheme == 'shared-care-record' }." + member));
    }
}
