package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence in an officer's browser, through the gateway: the browser's own check of a record, and the evidence pack. */
@ExtendWith({RunningPlatform.class, Chromium.class})
class EvidencePagesTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);
    private static final String OTHER_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private final Platform platform;
    private final Chromium.Visits chromium;

    @TempDir
    Path folder;

    EvidencePagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @Test
    void theBrowserChecksARecordByItselfAndRemembersTheKey() {
        try (Visit visit = visitToARecord(30)) {
            visit.press("Check it in this browser");

            PlaywrightAssertions.assertThat(steps(visit)).hasCount(7);
            PlaywrightAssertions.assertThat(verdict(visit)).hasAttribute("data-verdict", "open");
            assertThat(steps(visit).allTextContents())
                    .filteredOn(step -> step.startsWith("Right"))
                    .hasSize(6);
            assertThat(steps(visit).nth(4).textContent()).isEqualTo("Right The root was signed with the ledger’s key.");
            assertThat(steps(visit).nth(5).textContent())
                    .startsWith("Look This browser saw the ledger’s key for the first time");
            visit.looksRight("officer-own-check-first");

            visit.page().reload();
            visit.press("Check it in this browser");

            PlaywrightAssertions.assertThat(verdict(visit)).hasAttribute("data-verdict", "good");
            assertThat(steps(visit).count()).isEqualTo(6);
            assertThat(visit.main().textContent()).contains("This browser found the record genuine");
            visit.looksRight("officer-own-check");
        }
    }

    @Test
    void anotherKeyThanTheOneRememberedIsSaidLoudly() {
        try (Visit visit = visitToARecord(31)) {
            visit.page()
                    .evaluate(
                            "key => localStorage.setItem('concord.ledger-key', JSON.stringify({ key, since: '1 May 2026' }))",
                            OTHER_KEY);
            visit.press("Check it in this browser");

            PlaywrightAssertions.assertThat(verdict(visit)).hasAttribute("data-verdict", "bad");
            assertThat(steps(visit).last().textContent())
                    .startsWith(
                            "Wrong Warning: this site now gives another key than the one that this browser has remembered since 1 May 2026.");
            visit.looksRight("officer-own-check-other-key");

            String key = visit.page()
                    .evaluate("fetch('/audit/log/key').then(answer => answer.text())")
                    .toString();
            visit.page().locator("#own-key").fill(key.strip());
            visit.press("Check it in this browser");

            PlaywrightAssertions.assertThat(verdict(visit)).hasAttribute("data-verdict", "open");
            assertThat(steps(visit).nth(5).textContent())
                    .startsWith("Look Warning: the key that you entered is not the one");
            assertThat(visit.page()
                            .evaluate("localStorage.getItem('concord.ledger-key')")
                            .toString())
                    .contains(key.strip());
        }
    }

    @Test
    void aKeyThatIsNoneIsSaid() {
        try (Visit visit = visitToARecord(32)) {
            visit.page().locator("#own-key").fill("not a key");
            visit.page().keyboard().press("Enter");

            PlaywrightAssertions.assertThat(verdict(visit)).hasAttribute("data-verdict", "bad");
            assertThat(steps(visit).first().textContent()).contains("A verifier key has the form name+id+key");
            assertThat(visit.page().evaluate("localStorage.getItem('concord.ledger-key')"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "body|The text and its random number don’t give the commitment",
                "salt|The text and its random number don’t give the commitment",
                "leaf_hash|don’t give the leaf that is in the ledger",
                "hash|The leaf doesn’t lead to the root of the ledger",
                "root|The root was not signed with this key.",
                "signature|The root was not signed with this key."
            })
    void whatIsAlteredOnTheWayIsFound(String what, String said) {
        try (Visit visit = visitToARecord(33)) {
            visit.page()
                    .route(
                            Pattern.compile(".*/audit/records/[^/]*"),
                            route -> altered(route, text -> withMember(text, what)));
            visit.page().route("**/proof.tlog-proof", route -> altered(route, text -> withLine(text, what)));
            visit.press("Check it in this browser");

            PlaywrightAssertions.assertThat(verdict(visit)).hasAttribute("data-verdict", "bad");
            assertThat(steps(visit).allTextContents())
                    .filteredOn(step -> step.startsWith("Wrong"))
                    .anyMatch(step -> step.contains(said));
            assertThat(visit.main().textContent()).contains("This record can’t be relied on");
            if (what.equals("body")) {
                visit.looksRight("officer-own-check-altered");
            }
        }
    }

    @Test
    void withoutScriptThereIsNoOwnCheckAndTheServersIsThere() {
        String record = aRecordOf(34);
        try (Visit visit = chromium.begin(platform, false)) {
            visit.signIn("officer.rxn", "/trail/records/" + record);

            assertThat(visit.page().locator("[data-own-check]").isVisible()).isFalse();
            assertThat(visit.page().getByText("Check this record").first().isVisible())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOfficerChoosesRecordsAndTakesThePackAway(boolean script) throws IOException {
        String name = script ? "officer-evidence" : "officer-evidence-without-script";
        String alone = aRecordOf(35);
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("officer.rxn", "/trail/evidence");
            assertThat(visit.main().textContent()).contains("Nothing is chosen.");
            visit.looksRight(name + "-empty");

            visit.open("/trail/records?type=decision");
            visit.page()
                    .locator("main tbody input[type=checkbox]")
                    .first()
                    .check(new Locator.CheckOptions().setForce(true));
            visit.looksRight(name + "-ticked");
            visit.press("Add what is ticked to the evidence pack");
            assertThat(visit.main().textContent()).contains("1 record chosen for an evidence pack.");
            assertThat(visit.path()).isEqualTo("/trail/records");
            visit.looksRight(name + "-results");

            String query = visit.page().url().replaceAll(".*[?&]pack=", "?pack=");
            visit.open("/trail/records/" + alone + query);
            if (visit.page().getByText("Add this record to the evidence pack").count() > 0) {
                visit.press("Add this record to the evidence pack");
            } else {
                visit.follow("See what is chosen, and make the pack");
            }
            assertThat(visit.path()).isEqualTo("/trail/evidence");
            visit.press("Make the pack");
            assertThat(visit.page().title()).startsWith("Error: ");
            assertThat(visit.main().textContent()).contains("Enter the reference of the case.", "Enter the reason.");
            visit.looksRight(name + "-error");

            visit.page().locator("#case").fill("IG-2026-014");
            visit.page().locator("#reason").fill("The patient’s solicitor asked for them.");
            visit.looksRight(name);
            Download download = visit.page().waitForDownload(() -> visit.press("Make the pack"));
            Path file = folder.resolve("pack.zip");
            download.saveAs(file);
            assertThat(download.suggestedFilename()).matches("evidence-[0-9a-f-]{36}\\.zip");
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(zip.getEntry("records/" + alone + ".json")).isNotNull();
                assertThat(zip.getEntry("check.py")).isNotNull();
            }
        }
    }

    @Test
    void aPackIsMadeWithKeysAlone() {
        String record = aRecordOf(36);
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail/records/" + record);
            visit.page().locator("form[action='/trail/evidence/choose'] button").focus();
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/trail/evidence?pack=*");
            visit.page()
                    .locator("form[action='/trail/evidence/leave-out'] button")
                    .first()
                    .focus();
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/trail/evidence");
            visit.page().goBack();
            visit.page().locator("#case").focus();
            visit.page().keyboard().type("IG-1");
            visit.page().keyboard().press("Tab");
            visit.page().keyboard().type("Asked for.");
            visit.page().keyboard().press("Tab");

            Download download =
                    visit.page().waitForDownload(() -> visit.page().keyboard().press("Enter"));

            assertThat(download.suggestedFilename()).startsWith("evidence-");
        }
    }

    private Visit visitToARecord(int patient) {
        String record = aRecordOf(patient);
        Visit visit = chromium.begin(platform, true);
        visit.signIn("officer.rxn", "/trail/records/" + record);
        await().atMost(RECORDED_WITHIN).untilAsserted(() -> {
            visit.open("/trail/records/" + record);
            assertThat(visit.main().textContent()).contains("this one among them");
        });
        return visit;
    }

    private String aRecordOf(int patient) {
        String decision = platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(patient), "medications"))
                .jsonPath()
                .getString("context.id");
        return new Officer(platform, "officer.rxn").recordOf(decision);
    }

    private static Locator steps(Visit visit) {
        return visit.page().locator("[data-own-check] ol > li");
    }

    private static Locator verdict(Visit visit) {
        return visit.page().locator("[data-verdict]");
    }

    private static void altered(Route route, UnaryOperator<String> change) {
        var answer = route.fetch();
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(change.apply(answer.text())));
    }

    private static String withMember(String json, String member) {
        return Pattern.compile("(\"" + member + "\":\")([A-Za-z0-9+/=]+)(\")")
                .matcher(json)
                .replaceFirst(found -> found.group(1) + flipped(found.group(2)) + found.group(3));
    }

    private static String withLine(String proof, String what) {
        String[] lines = proof.split("\n", -1);
        int gap = java.util.Arrays.asList(lines).indexOf("");
        switch (what) {
            case "hash" -> lines[3] = flipped(lines[3]);
            case "root" -> lines[gap + 3] = flipped(lines[gap + 3]);
            case "signature" -> {
                int blob = lines[gap + 5].lastIndexOf(' ') + 1;
                lines[gap + 5] = lines[gap + 5].substring(0, blob) + flipped(lines[gap + 5].substring(blob));
            }
            default -> {
                // What is altered isn't in the proof.
            }
        }
        return String.join("\n", lines);
    }

    /** Other bytes by one bit. */
    private static String flipped(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
