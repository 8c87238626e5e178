package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;
import uk.concord.audit.verify.WholeCheck;
import uk.concord.audit.witness.WitnessStatus;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class LedgerPageTest {

    private static final LedgerPage.Key KEY = new LedgerPage.Key("k", "It signs.");

    @Inject
    RecordedEvents events;

    @Test
    void itShowsTheNewestSignature() {
        recorded();

        PageText page = page();

        assertThat(page.text())
                .contains("records Made")
                .contains(AuditTestResource.ORIGIN)
                .contains("Check the whole ledger");
    }

    @Test
    void anIntactLedgerIsFoundWhole() {
        recorded();

        PageText page = checked();

        assertThat(page.text())
                .contains("The ledger is whole")
                .contains("None is missing, and none was put in.")
                .doesNotContain("altered:");
        assertThat(page.html()).doesNotContain("data-poll");
    }

    @Test
    void anAlteredRecordIsNamedAndTheNextCheckAfterItsRepairFindsTheLedgerWholeAgain() {
        AuditBodies event = recorded();
        try (Tampering tampering = new Tampering(event.id(), "consultant", "student!!!")) {
            PageText page = checked();

            assertThat(page.text())
                    .contains("The ledger was altered")
                    .contains("A record was altered")
                    .contains("(event " + event.id() + ")");
            assertThat(page.links()).contains("/trail/records/" + event.id());
        }
        assertThat(checked().text()).contains("The ledger is whole");
    }

    @Test
    void startingACheckIsOnRecord() {
        checked();

        Awaitility.await().until(() -> events.readings("officer-RXN", "started") > 0);
        assertThat(events.readings("officer-RXN", "started")).isPositive();
    }

    @Test
    void aRunningCheckShowsHowFarItIsWithAndWithoutScript() {
        LedgerPage.Check check = LedgerPages.said(new WholeCheck.Running(Instant.EPOCH, 50, 200));

        assertThat(check.running()).isTrue();
        assertThat(check.percent()).isEqualTo(25);
        String html = OverviewResource.Templates.ledger(new LedgerPage(
                        1,
                        "now",
                        "c",
                        List.of(KEY),
                        LedgerPages.said(List.of(), null, 1),
                        new LedgerPage.Erased(0, ""),
                        check))
                .render();
        assertThat(html)
                .contains("<div data-live data-poll>")
                .contains("max=\"200\" value=\"50\"")
                .contains("<a href=\"/trail/ledger\">See how far it is</a>")
                .doesNotContain("/trail/ledger/check");
    }

    @Test
    void eachOfSeveralKeysIsToldWithWhatItCountsFor() {
        VerifierKey key = AuditTestResource.logKey();
        LedgerPage.Key retired = LedgerPages.said(new VerifierKeys.Entry(key, 4711L));

        String html = OverviewResource.Templates.ledger(new LedgerPage(
                        1,
                        "now",
                        "c",
                        List.of(KEY, retired),
                        LedgerPages.said(List.of(), null, 1),
                        new LedgerPage.Erased(0, ""),
                        LedgerPages.said(new WholeCheck.None())))
                .render();

        assertThat(LedgerPages.said(new VerifierKeys.Entry(key, null)))
                .isEqualTo(new LedgerPage.Key(key.text(), "It signs."));
        assertThat(html)
                .contains("It is verified with this key: k It signs.")
                .contains("It signs no more: it counts for signatures over at most 4711 records.");
        assertThat(page().text())
                .contains("It is verified with this key: " + key.text())
                .doesNotContain("It signs.");
    }

    @Test
    void withoutWitnessesThePageSaysThatThereAreNone() {
        assertThat(page().text())
                .contains("What witnesses say", "no witnesses are set up")
                .doesNotContain("has seen another ledger");
    }

    @Test
    void eachWitnessIsToldWithWhatItSignedAndWhatItSaidLast() {
        Instant at = Instant.parse("2026-11-24T10:00:00Z");
        LedgerPage.Witnessing said = LedgerPages.said(
                List.of(
                        new WitnessStatus("north", "k1", 4711L, at, null, null, null),
                        new WitnessStatus("south", "k2", null, null, "It is away.", at, null)),
                4711L,
                1);

        assertThat(said.cosigned())
                .isEqualTo("Enough of them have signed the first 4711 records. One of them is enough.");
        assertThat(said.alarms()).isEmpty();
        assertThat(said.witnesses())
                .containsExactly(
                        new LedgerPage.Witness(
                                "north", List.of("Signed the first 4711 records on 24 November 2026 at 10:00am.")),
                        new LedgerPage.Witness(
                                "south",
                                List.of(
                                        "Has not signed yet.",
                                        "Did not sign on 24 November 2026 at 10:00am. It is away.")));
    }

    @Test
    void aWitnessThatHasSeenAnotherLedgerIsAnAlarmOnThePage() {
        LedgerPage.Witnessing said = LedgerPages.said(
                List.of(new WitnessStatus(
                        "north", "k", 9L, Instant.EPOCH, "It is away.", Instant.EPOCH, "It has <more>.")),
                null,
                2);

        assertThat(said.cosigned()).isEqualTo("Not enough of them have signed yet. 2 of them are enough.");
        assertThat(OverviewResource.Templates.ledger(new LedgerPage(
                                1,
                                "now",
                                "c",
                                List.of(KEY),
                                said,
                                new LedgerPage.Erased(0, ""),
                                LedgerPages.said(new WholeCheck.None())))
                        .render())
                .contains("A witness has seen another ledger", "north: It has &lt;more&gt;.");
    }

    @Test
    void whyAWitnessContradictsIsToldOnce() {
        LedgerPage.Witnessing said = LedgerPages.said(
                List.of(new WitnessStatus("north", "k", null, null, "It has more.", Instant.EPOCH, "It has more.")),
                null,
                1);

        assertThat(said.alarms()).containsExactly("north: It has more.");
        assertThat(said.witnesses().getFirst().lines().getLast())
                .isEqualTo("Did not sign on 1 January 1970 at 1:00am. It has seen another ledger.");
    }

    @Test
    void anUnfinishedCheckSaysNothingAboutTheLedger() {
        LedgerPage.Check check =
                LedgerPages.said(new WholeCheck.NotDone(Instant.EPOCH, "Nothing has been signed yet."));

        assertThat(check.good()).isFalse();
        assertThat(check.lines())
                .contains("Nothing has been signed yet.")
                .contains("This says nothing about whether the ledger is whole. Check it again.");
    }

    @Test
    void whatWasErasedIsSaid() {
        LedgerPage.Check check = LedgerPages.said(new WholeCheck.Whole(Instant.EPOCH, 20, 3, 2, 20));

        assertThat(check.good()).isTrue();
        assertThat(check.lines())
                .contains(
                        "Of 20 records, 3 were erased, as the ledger itself says. All others say today exactly what was"
                                + " recorded.");
        assertThat(LedgerPages.said(new WholeCheck.Whole(Instant.EPOCH, 20, 0, 2, 20))
                        .lines())
                .contains("All 20 records say today exactly what was recorded.");
        assertThat(OverviewResource.Templates.ledger(new LedgerPage(
                                1,
                                "now",
                                "c",
                                List.of(KEY),
                                LedgerPages.said(List.of(), null, 1),
                                new LedgerPage.Erased(3, "1 May 2026 at 2:05pm"),
                                check))
                        .render())
                .contains(
                        "3 records were erased because they had been kept as long as is set, the last of them on 1 May 2026")
                .contains("href=\"/trail/records?type=erasure\"");
    }

    @Test
    void eachSortOfDamageHasItsWordsAndARecordThatIsThereItsLink() {
        UUID record = UUID.randomUUID();
        LedgerPage.Check check = LedgerPages.said(new WholeCheck.Altered(
                Instant.EPOCH,
                List.of(
                        new WholeCheck.Damage(WholeCheck.Sort.MISSING, null, "Leaves 3 to 4 are missing."),
                        new WholeCheck.Damage(WholeCheck.Sort.MISSING, record, "The record is gone."),
                        new WholeCheck.Damage(WholeCheck.Sort.SIGNATURE, null, "Not signed by the log."),
                        new WholeCheck.Damage(WholeCheck.Sort.NOT_ERASED, record, "It names what is there."))));

        assertThat(check.good()).isFalse();
        assertThat(check.damages())
                .containsExactly(
                        new LedgerPage.Damage("Records are missing, or too many", "", "Leaves 3 to 4 are missing."),
                        new LedgerPage.Damage("A record is missing", "", "The record is gone."),
                        new LedgerPage.Damage("A signature over the ledger was altered", "", "Not signed by the log."),
                        new LedgerPage.Damage(
                                "Records should have been erased, and are still there",
                                "/trail/records/" + record,
                                "It names what is there."));
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }

    private static PageText checked() {
        People.officerOf("RXN")
                .accept("text/html")
                .redirects()
                .follow(false)
                .post("/trail/ledger/check")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/trail/ledger"));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(LedgerPageTest::page, page -> !page.html().contains("data-poll"));
    }

    private static PageText page() {
        return PageText.of(People.officerOf("RXN").accept("text/html").get("/trail/ledger"), 200);
    }
}
