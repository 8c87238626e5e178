package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.testing.LiteWitness;

/** An officer's pages while a witness that others wrote signs the ledger, and while a second key does. */
@ExtendWith({RunningPlatform.class, Chromium.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WitnessPagesTest {

    private static final Duration SIGNED_WITHIN = Duration.ofSeconds(20);
    private static final int FEW_STEPS = 40;

    private final Platform platform;
    private final Chromium.Visits chromium;
    private LiteWitness witness;

    WitnessPagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeAll
    void setUp(@TempDir Path folder) {
        String log = given().get(platform.gateway().resolve("/audit/log/key"))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .strip();
        witness = LiteWitness.start("witness.example/blackpool", log);
        platform.startAuditAgain(Map.of(
                "concord.witnessing.witnesses.blackpool.url",
                witness.addCheckpoint().toString(),
                "concord.witnessing.witnesses.blackpool.vkey",
                witness.vkey(),
                "concord.witnessing.every",
                "PT0.5S",
                "concord.ledger.second-signing-key-file",
                Secrets.in(folder).ledgerSigningKey().toString()));
    }

    @AfterAll
    void goOnWithoutThem() {
        platform.startAuditAgain(Map.of());
        witness.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePageOfTheLedgerSaysHowMuchTheWitnessHasSigned(boolean script) {
        try (Visit visit = visitToTheLedger(script)) {
            // What failed before is told until the witness signs again.
            await().atMost(SIGNED_WITHIN).untilAsserted(() -> {
                visit.open("/trail/ledger");
                assertThat(visit.main().textContent())
                        .contains("Witnesses are organisations outside this platform.")
                        .containsPattern("Enough of them have signed the first \\d+ records. One of them is enough.")
                        .containsPattern("blackpool\\s+Signed the first \\d+ records on ")
                        .doesNotContain("Did not sign", "A witness has seen another ledger", "no witnesses are set up");
            });
            visit.looksRight(script ? "officer-ledger-witnessed" : "officer-ledger-witnessed-without-script");
        }
    }

    @Test
    void thatTheWitnessIsAwayIsSaidWithWhatItSignedBefore() {
        try (Visit visit = visitToTheLedger(true)) {
            awaitText(visit, "Enough of them have signed the first ");
            witness.stop();
            // It is asked only when there is something new to sign.
            platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(24), "medications"))
                    .then()
                    .statusCode(200);

            awaitText(visit, "Did not sign on ");

            assertThat(visit.main().textContent())
                    .containsPattern("blackpool\\s+Signed the first \\d+ records on ")
                    .doesNotContain("A witness has seen another ledger");
            visit.looksRight("officer-ledger-witness-away");
        } finally {
            witness.restart();
        }
    }

    @Test
    void thePageIsUsedWithKeysAlone() {
        try (Visit visit = visitToTheLedger(true)) {
            stepTo(visit, "main summary");
            visit.page().keyboard().press("Enter");
            stepTo(visit, "main pre");
            assertThat(visit.page().locator("main pre").isVisible()).isTrue();
            assertThat(visit.page().locator("main pre").textContent()).contains("— concord.example/local-stack ");

            stepTo(visit, "form[action='/trail/ledger/check'] button");
            visit.page().keyboard().press("Enter");

            PlaywrightAssertions.assertThat(visit.main().locator(".nhsuk-notification-banner--success"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SIGNED_WITHIN.toMillis()));
            visit.looksRight("officer-ledger-witnessed-checked");
        }
    }

    @Test
    void theRecordOfTheSecondKeyTellsOfItInWords() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.region", "/trail/records?type=ledger-key-change");
            visit.page().locator("table tbody tr a").first().click();

            assertThat(visit.main().textContent())
                    .contains("The ledger’s keys", "Two keys sign the ledger from now on", "Signs as well.")
                    .containsPattern("for signatures over more than \\d+ records");
            visit.looksRight("officer-record-key-change");
        }
    }

    private Visit visitToTheLedger(boolean script) {
        Visit visit = chromium.begin(platform, script);
        visit.signIn("officer.region", "/trail/ledger");
        return visit;
    }

    private static void awaitText(Visit visit, String text) {
        await().atMost(SIGNED_WITHIN).untilAsserted(() -> {
            visit.open("/trail/ledger");
            assertThat(visit.main().textContent()).contains(text);
        });
    }

    private static void stepTo(Visit visit, String selector) {
        for (int step = 0; step < FEW_STEPS; step++) {
            visit.page().keyboard().press("Tab");
            if ((Boolean) visit.page().evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("the keys don't lead to " + selector);
    }
}
