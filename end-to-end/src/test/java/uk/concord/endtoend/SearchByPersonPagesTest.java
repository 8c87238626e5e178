package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An IG officer looks for what one person did, in a real browser, through the gateway. */
@ExtendWith({RunningPlatform.class, Chromium.class})
class SearchByPersonPagesTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);
    private static final String FIELD = "Person who did it";

    private final Platform platform;
    private final Chromium.Visits chromium;

    SearchByPersonPagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatSomebodyDidIsFoundWithTheKeyboardAloneAndNarrowedToOneSystem(boolean script) {
        Question question = Question.treat("RXN", platform.nhsNumberOf(24), "medications");
        platform.asks("rxn-epr", question).then().statusCode(200);
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("officer.rxn", "/trail/records");
            await().atMost(RECORDED_WITHIN).untilAsserted(() -> {
                visit.open("/trail/records");
                visit.page().getByLabel("Patient’s NHS number").focus();
                visit.page().keyboard().press("Tab");
                assertThat(focused(visit)).isEqualTo("person");
                visit.page().keyboard().type(question.person());
                visit.page().keyboard().press("Enter");
                visit.page().waitForURL(address -> address.contains("person="));
                assertThat(visit.page().locator("table tbody tr").count()).isPositive();
            });
            assertThat(visit.page().getByLabel(FIELD).inputValue()).isEqualTo(question.person());
            assertThat(visit.main().locator("#person-hint").textContent()).contains("exactly as records show it");
            visit.looksRight("officer-search-person");

            visit.page().locator("table tbody tr a").first().click();
            visit.follow("Everything this person did through rxn-epr");
            assertThat(visit.main().textContent()).contains("Only what was done through the system rxn-epr.");
            assertThat(visit.page().locator("table tbody tr").count()).isPositive();
            visit.looksRight("officer-search-person-system");

            visit.follow("Search through any system");
            assertThat(visit.page().url()).endsWith("/trail/records?person=" + question.person());
        }
    }

    @Test
    void aPersonWhoCantBeNamedSoIsSaidBesideTheFieldAndTheSummaryLeadsThere() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail/records");
            visit.page().getByLabel(FIELD).fill("nurse".repeat(52));
            visit.press("Search");

            assertThat(visit.page().title()).startsWith("Error: ");
            Locator field = visit.page().getByLabel(FIELD);
            assertThat(field.getAttribute("aria-describedby")).isEqualTo("person-hint person-error");
            visit.looksRight("officer-search-person-error");

            visit.page().locator(".nhsuk-error-summary a").focus();
            visit.page().keyboard().press("Enter");
            assertThat(focused(visit)).isEqualTo("person");
        }
    }

    @Test
    void whoDidNothingHasNoResults() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail/records?person=nobody-at-all");

            assertThat(visit.main().textContent()).contains("No record that you may see fits.");
            visit.looksRight("officer-search-person-nothing");
        }
    }

    private static String focused(Visit visit) {
        return visit.page().locator("*:focus").getAttribute("id");
    }
}
