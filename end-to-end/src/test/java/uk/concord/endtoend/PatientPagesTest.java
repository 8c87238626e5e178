package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A patient's pages, in a real browser, through the gateway. */
@ExtendWith({RunningPlatform.class, Chromium.class})
class PatientPagesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Platform platform;
    private final Chromium.Visits chromium;

    PatientPagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPatientSaysYesButNotThisHospitalSeesItInForceAndTakesItBack(boolean script) {
        String name = script ? "patient" : "patient-without-script";
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("patient2", "/choices");
            visit.looksRight(name + "-choices");

            visit.open("/choices/care");
            visit.looksRight(name + "-care");
            visit.choose("Yes, but I want to hold something back");
            visit.press("Continue");
            visit.looksRight(name + "-what");
            visit.choose("Some organisations should see nothing");
            visit.press("Continue");
            visit.page().getByLabel("Find an organisation").fill("Blackpool Teaching");
            visit.press("Find");
            visit.looksRight(name + "-organisations");
            visit.press("Add Blackpool Teaching Hospitals NHS Foundation Trust");
            visit.press("Continue");
            visit.choose("For good");
            visit.looksRight(name + "-until");
            visit.press("Continue");
            visit.looksRight(name + "-check");
            assertThat(visit.main().textContent()).contains("Blackpool Teaching Hospitals");
            visit.press("Confirm");

            isInForce(visit, script);
            visit.looksRight(name + "-done");
            assertThat(decision("rxl-epr", "RXL")).isFalse();
            assertThat(decision("rxn-epr", "RXN")).isTrue();

            visit.follow("Undo this change");
            visit.looksRight(name + "-undo");
            visit.main().locator("form[action='/choices/undo'] button").first().click();
            isInForce(visit, script);
            assertThat(decision("rxl-epr", "RXL")).isTrue();
        }
    }

    @Test
    void researchIsOneQuestion() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient3", "/choices/research");
            visit.looksRight("patient-research");
            visit.choose("Yes");
            visit.press("Continue");
            visit.looksRight("patient-research-check");
            visit.press("Confirm");
            isInForce(visit, true);

            visit.open("/choices/history");
            visit.looksRight("patient-history");
            assertThat(visit.main().textContent()).contains("Sharing for research in the region");
        }
    }

    @Test
    void whatIsNotAnsweredIsSaidAndCanBeReachedByKeyboard() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient3", "/choices/care");
            visit.press("Continue");

            assertThat(visit.page().title()).startsWith("Error: ");
            visit.looksRight("patient-care-error");
            PlaywrightAssertions.assertThat(visit.page().locator(".nhsuk-error-summary"))
                    .isFocused();
            visit.page().keyboard().press("Tab");
            visit.page().keyboard().press("Enter");
            PlaywrightAssertions.assertThat(
                            visit.page().locator("input[type=radio]").first())
                    .isFocused();
        }
    }

    @Test
    void theWholeChangeIsMadeWithKeysAlone() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient3", "/choices/care");
            visit.page().getByLabel("Yes", exactly()).focus();
            visit.page().keyboard().press("Space");
            visit.page().keyboard().press("Enter");

            visit.page().waitForURL("**/choices/care/check");
            visit.page().locator("main form[action$='/confirm'] button").focus();
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/choices/done");
        }
    }

    @Test
    void anAnswerBegunBeforeTheSessionEndedIsStillThereAfterwards() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient1", "/choices/care");
            visit.choose("No");
            visit.press("Continue");
            visit.page().context().clearCookies();

            visit.signIn("patient1", "/choices/care");

            assertThat(visit.page().getByLabel("No", exactly()).first().isChecked())
                    .isTrue();
        }
    }

    @Test
    void anAnswerThatCameAfterTheSessionEndedIsSentAgainAfterSigningIn() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient1", "/choices/research");
            visit.choose("Yes");
            visit.page().context().clearCookies();
            visit.press("Continue");
            assertThat(visit.main().textContent()).contains("You are signed out");
            visit.looksRight("patient-unsent");

            Page tab = visit.page().waitForPopup(() -> visit.follow("Sign in again (opens in a new tab)"));
            tab.getByLabel("Username").fill("patient1");
            tab.getByLabel("Password").fill(Platform.PASSWORD);
            tab.getByRole(AriaRole.BUTTON).first().click();
            tab.waitForURL("**/choices");
            visit.press("Send my answer again");

            visit.page().waitForURL("**/choices/research/check");
        }
    }

    @Test
    void everyQuestionSaysWhatIsMissing() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient3", "/choices/care");
            visit.choose("Yes, but I want to hold something back");
            visit.press("Continue");
            visit.press("Continue");
            isAnError(visit, "patient-what-error");
            visit.choose("Some organisations should not see some kinds of information");
            visit.press("Continue");
            visit.press("Continue");
            isAnError(visit, "patient-organisations-error");
            visit.page().getByLabel("Find an organisation").fill("Lancaster");
            visit.press("Find");
            visit.looksRight("patient-organisations-found");
            visit.press("Add");
            visit.press("Continue");
            visit.looksRight("patient-kinds");
            visit.press("Continue");
            isAnError(visit, "patient-kinds-error");
            visit.choose("Medicines");
            visit.press("Continue");
            visit.choose("Until a date");
            visit.press("Continue");
            isAnError(visit, "patient-until-error");
            visit.page().getByLabel("Day", exactly()).fill("27");
            visit.page().getByLabel("Month", exactly()).fill("3");
            visit.page().getByLabel("Year", exactly()).fill("2030");
            visit.press("Continue");
            visit.looksRight("patient-check-until");
            assertThat(visit.main().textContent()).contains("27 March 2030", "Medicines");
            visit.press("Cancel and delete these answers");
            visit.page().waitForURL("**/choices");
        }
    }

    @Test
    void aSessionThatIsAboutToEndSaysSoAndGoesOnAtAPress() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient2", "/choices");
            visit.page().clock().install();
            visit.open("/choices");
            assertThat(visit.page().locator("footer").textContent()).contains("we sign you out at");

            visit.page().clock().fastForward("25:01");

            PlaywrightAssertions.assertThat(visit.page().locator("dialog")).isVisible();
            visit.looksRight("session-warning");
            visit.press("Stay signed in");
            PlaywrightAssertions.assertThat(visit.page().locator("dialog")).isHidden();
        }
    }

    private static void isAnError(Visit visit, String name) {
        assertThat(visit.page().title()).as(name).startsWith("Error: ");
        visit.looksRight(name);
    }

    @Test
    void sheSeesWhoAskedInWords() {
        platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(2), "medications"))
                .then()
                .statusCode(200);
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient2", "/uses");
            await().atMost(SOON).untilAsserted(() -> {
                visit.open("/uses");
                assertThat(visit.main().textContent()).contains("Lancashire Teaching Hospitals NHS Foundation Trust");
            });

            assertThat(visit.main().textContent()).doesNotContain(platform.nhsNumberOf(2), "R8000", "TREAT");
            visit.looksRight("patient-uses");
        }
    }

    @Test
    void aPatientDoesNotOpenAnOfficersPage() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("patient1", "/choices");

            assertThat(visit.open("/trail/records")).isEqualTo(403);
            visit.looksRight("patient-forbidden");
        }
    }

    private static void isInForce(Visit visit, boolean script) {
        if (script) {
            PlaywrightAssertions.assertThat(visit.main().locator("[data-live]"))
                    .containsText(
                            "In force since", new LocatorAssertions.ContainsTextOptions().setTimeout(SOON.toMillis()));
        } else {
            await().atMost(SOON).untilAsserted(() -> {
                visit.open("/choices/done");
                assertThat(visit.main().textContent()).contains("In force since");
            });
        }
    }

    private boolean decision(String client, String organisation) {
        return platform.asks(client, Question.treat(organisation, platform.nhsNumberOf(2), "medications"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("decision");
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
