package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An IG officer's pages, in a real browser, through the gateway. */
@ExtendWith({RunningPlatform.class, Chromium.class})
class OfficerPagesTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);

    private final Platform platform;
    private final Chromium.Visits chromium;

    OfficerPagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOfficerFindsADecisionByPatientOpensItAndHasItChecked(boolean script) {
        platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(20), "medications"))
                .then()
                .statusCode(200);
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("officer.rxn", "/trail/ledger");
            visit.open("/");
            assertThat(visit.path()).isEqualTo("/trail");
            visit.looksRight("officer-overview");

            await().atMost(RECORDED_WITHIN).untilAsserted(() -> {
                visit.open("/trail/records");
                visit.page().getByLabel("Patient’s NHS number").fill(platform.nhsNumberOf(20));
                visit.page()
                        .getByLabel("What happened", new Page.GetByLabelOptions().setExact(true))
                        .selectOption("decision");
                visit.press("Search");
                assertThat(visit.page().url()).doesNotContain(platform.nhsNumberOf(20));
                assertThat(visit.main().textContent()).contains("Results");
                assertThat(visit.page().locator("table tbody tr").count()).isPositive();
            });
            visit.looksRight("officer-results");

            visit.page().locator("table tbody tr a").first().click();
            assertThat(visit.main().textContent())
                    .contains("Direct care across Lancashire and South Cumbria", "Lancaster Medical Practice");
            visit.looksRight("officer-record");
            await().atMost(RECORDED_WITHIN).untilAsserted(() -> {
                visit.press("Check this record");
                assertThat(visit.main()
                                .locator(".nhsuk-notification-banner--success")
                                .count())
                        .isEqualTo(1);
            });
            visit.looksRight("officer-record-checked");
            assertThat(visit.main().textContent()).doesNotContain(platform.nhsNumberOf(20));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theWholeLedgerIsCheckedWithProgressAndAResultInPlainWords(boolean script) {
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("officer.region", "/trail/ledger");
            assertThat(visit.main().textContent()).contains("no witnesses are set up. The operator can change that.");
            visit.looksRight("officer-ledger");

            visit.press("Check the whole ledger");

            Locator result = visit.main().locator(".nhsuk-notification-banner--success");
            if (script) {
                PlaywrightAssertions.assertThat(result)
                        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(RECORDED_WITHIN.toMillis()));
            } else {
                await().atMost(RECORDED_WITHIN).untilAsserted(() -> {
                    visit.open("/trail/ledger");
                    assertThat(result.count()).isEqualTo(1);
                });
            }
            visit.looksRight("officer-ledger-checked");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLegalHoldIsPlacedAndReleased(boolean script) {
        String reference = "CASE-" + (script ? "A" : "B") + "-" + System.nanoTime();
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("officer.region", "/trail/holds");
            visit.press("Place the hold");
            assertThat(visit.page().title()).startsWith("Error: ");
            visit.looksRight("officer-holds-error");

            visit.page().getByLabel("Everything about a patient").check();
            visit.page().getByLabel("NHS number, code or id").fill(platform.nhsNumberOf(22));
            visit.page().getByLabel("Why it must be kept").fill("A claim was announced.");
            visit.page().getByLabel("Reference of the case").fill(reference);
            visit.press("Place the hold");
            assertThat(visit.path()).isEqualTo("/trail/holds");
            assertThat(visit.main().textContent())
                    .contains(reference, "Everything about patient ")
                    .doesNotContain(platform.nhsNumberOf(22));

            visit.page().getByText("Release this hold for " + reference).click();
            visit.looksRight("officer-holds");
            visit.page().locator("details[open] input").fill("The claim was settled.");
            visit.press("Release the hold for " + reference);
            assertThat(visit.main().textContent()).contains("The claim was settled.");
        }
    }

    @Test
    void aSubjectAccessRequestIsAnsweredWithAnArchive() {
        platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(23), "medications"))
                .then()
                .statusCode(200);
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.region", "/trail/export");
            visit.press("Export the records");
            assertThat(visit.page().title()).startsWith("Error: ");
            visit.looksRight("officer-export");

            visit.page().getByLabel("Patient’s NHS number").fill(platform.nhsNumberOf(23));
            Download archive = visit.page().waitForDownload(() -> visit.press("Export the records"));

            assertThat(archive.suggestedFilename()).isEqualTo("subject-access.zip");
            assertThat(archive.failure()).isNull();
        }
    }

    @Test
    void legalHoldsAreTheRegionsOwn() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail/ledger");

            assertThat(visit.open("/trail/holds")).isEqualTo(403);
        }
    }

    @Test
    void whatIsWronglyEnteredIsSaidBesideIt() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail/records");
            visit.page().getByLabel("Patient’s NHS number").fill("9990000019");
            visit.press("Search");

            assertThat(visit.page().title()).startsWith("Error: ");
            visit.looksRight("officer-search-error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/governance/organisations", "/governance/agreements", "/governance/rules"})
    void theRegisterAndTheRulesCanBeRead(String path) {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.region", path);

            assertThat(visit.path()).isEqualTo(path);
            visit.looksRight("officer" + path.replace('/', '-'));
        }
    }

    @Test
    void anAgreementShowsItsThreeLegalBases() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.region", "/governance/agreements/region-direct-care");

            assertThat(visit.main().textContent()).contains("6(1)(e)", "9(2)(h)");
            visit.looksRight("officer-agreement");
        }
    }

    @Test
    void anotherTrustsRecordIsNotThere() {
        String decision = platform.asks("rxl-epr", Question.treat("RXL", platform.nhsNumberOf(21), "medications"))
                .jsonPath()
                .getString("context.id");
        String record = new Officer(platform, "officer.region").recordOf(decision);
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail");

            assertThat(visit.open("/trail/records/" + record)).isEqualTo(404);
            visit.looksRight("officer-not-found");
        }
    }

    @Test
    void anOfficerHasNoChoicesAndIsToldSo() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail");

            assertThat(visit.open("/choices")).isEqualTo(403);
            visit.looksRight("officer-forbidden");
        }
    }
}
