package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.audit.trail.page.SearchPages.found;
import static uk.concord.audit.trail.page.SearchPages.html;
import static uk.concord.audit.trail.page.SearchPages.lines;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.Pseudonyms;

/** Addresses that name somebody who has several NHS numbers. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchBySeveralNumbersPageTest {

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    private final SeveralNumbers somebody = SeveralNumbers.registered();

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
    }

    @Test
    void theRedirectOfASearchByNumberNamesHerInAllWays() {
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        events.record(access);

        String address = found(
                People.officerOf("RXN").formParam("nhs-number", somebody.newer().digits()));
        AuditTestResource.FAILURE.set(500);

        assertThat(address)
                .isEqualTo("/trail/records?patient=" + somebody.patient() + "&pseudonym="
                        + pseudonyms.of(somebody.newer()) + "%2C" + pseudonyms.of(somebody.older()));
        // It has all that it needs: nobody is asked again.
        assertThat(PageText.of(html(People.officerOf("RXN")).get(address), 200).links())
                .contains("/trail/records/" + access.id());
    }

    @Test
    void theLinkOfARecordFindsAllAboutHerThoughItHasOnlyHerId() {
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        AuditBodies decision = somebody.decision();
        events.record(access, decision);
        String about = "/trail/records?patient=" + somebody.patient();

        assertThat(PageText.of(html(People.officerOf("RXN")).get("/trail/records/" + decision.id()), 200)
                        .links())
                .contains(about);
        PageText page = PageText.of(html(People.officerOf("RXN")).get(about), 200);

        assertThat(page.links()).contains("/trail/records/" + access.id(), "/trail/records/" + decision.id());
        assertThat(page.html()).contains("name=\"pseudonym\" value=\"" + sorted(",") + "\"");
        assertThat(PageText.of(html(People.officerOf("RXL")).get(about), 200).text())
                .contains("No record that you may see fits");
    }

    @Test
    void olderRecordsAreReachedByAnAddressWithAllHerNames() {
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        events.record(access);
        for (int i = 0; i < 25; i++) {
            AuditBodies decision = somebody.decision();
            events.send(decision.id(), decision.bytes());
        }
        Awaitility.await()
                .until(() ->
                        events.number("select count(*) from record where patient_id = ?", somebody.patient()) == 25);

        PageText first =
                PageText.of(html(People.officerOf("RXN")).get("/trail/records?patient=" + somebody.patient()), 200);
        String older = first.links().stream()
                .filter(link -> link.contains("&after="))
                .findFirst()
                .orElseThrow();
        PageText second = PageText.of(html(People.officerOf("RXN")).get(older), 200);

        assertThat(lines(first)).isEqualTo(25);
        assertThat(older).contains("&pseudonym=" + sorted("%2C") + "&");
        assertThat(lines(second)).isEqualTo(1);
        assertThat(second.links()).contains("/trail/records/" + access.id());
    }

    @Test
    void anAddressWithOnlyAPseudonymStaysAsItIs() {
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        AuditBodies decision = somebody.decision();
        events.record(access, decision);
        AuditTestResource.FAILURE.set(500);

        PageText page = PageText.of(
                html(People.officerOf("RXN")).get("/trail/records?pseudonym=" + pseudonyms.of(somebody.older())), 200);

        assertThat(page.links())
                .contains("/trail/records/" + access.id())
                .doesNotContain("/trail/records/" + decision.id());
        assertThat(page.text())
                .contains("About: A person recorded under the pseudonym " + pseudonyms.of(somebody.older()));
    }

    @Test
    void withoutThePatientRegisterAnAddressWithOnlyAnIdFindsNothingAndSaysWhy() {
        AuditTestResource.FAILURE.set(500);

        PageText page =
                PageText.of(html(People.officerOf("RXN")).get("/trail/records?patient=" + somebody.patient()), 503);

        assertThat(page.text()).contains("patient register").doesNotContain("No record that you may see fits");
    }

    @Test
    void moreThan50PseudonymsAreRefused() {
        String fifty = Stream.generate(() -> UUID.randomUUID().toString().replace("-", ""))
                .limit(50)
                .collect(Collectors.joining(","));

        PageText.of(html(People.officerOf("RXN")).get("/trail/records?pseudonym=" + fifty), 200);
        assertThat(PageText.of(
                                html(People.officerOf("RXN"))
                                        .get("/trail/records?pseudonym=" + fifty + "," + "0".repeat(32)),
                                400)
                        .text())
                .contains("There is a problem", "more than 50 pseudonyms");
        assertThat(PageText.of(
                                html(People.officerOf("RXN")).get("/trail/records?pseudonym=" + "0".repeat(32) + ","),
                                400)
                        .text())
                .contains("The address doesn’t name a patient");
    }

    private String sorted(String between) {
        return Stream.of(somebody.older(), somebody.newer())
                .map(pseudonyms::of)
                .sorted()
                .collect(Collectors.joining(between));
    }
}
