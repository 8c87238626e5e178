package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.audit.trail.page.SearchPages.found;
import static uk.concord.audit.trail.page.SearchPages.html;
import static uk.concord.audit.trail.page.SearchPages.lines;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

/** The page of the search for what somebody did. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchByPersonPageTest {

    private static final String UNREGISTERED = "9991233210";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void whatSomebodyDidIsFoundAndTheFieldStillTellsWho() {
        String user = "nurse/7 & " + UUID.randomUUID();
        UUID done = did(user);
        AuditBodies another = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(another);

        String address = found(People.officerOf("RXN")
                .formParam("person", URLEncoder.encode(" " + user + " ", StandardCharsets.UTF_8)));
        PageText page = PageText.of(html(People.officerOf("RXN")).get(address), 200);

        assertThat(address).startsWith("/trail/records?person=nurse%2F7+%26+");
        assertThat(page.links()).contains("/trail/records/" + done).doesNotContain("/trail/records/" + another.id());
        assertThat(page.html())
                .contains("name=\"person\"")
                .contains("value=\"" + user.replace("&", "&amp;") + "\"")
                .contains("<input type=\"hidden\" name=\"person\" value=\"" + user.replace("&", "&amp;") + "\">");
        assertThat(PageText.of(html(People.officerOf("RXL")).get(address), 200).text())
                .contains("No record that you may see fits");
    }

    @Test
    void choosingAmongWhatSomebodyDidKeepsTheSearch() {
        String address = html(People.officerOf("RXN"))
                .formParam("person", "nurse-7")
                .formParam("client", "rxn-epr")
                .formParam("record", "0")
                .redirects()
                .follow(false)
                .post("/trail/records/choose")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");

        assertThat(address).contains("/trail/records?person=nurse-7&client=rxn-epr&pack=");
    }

    @Test
    void theRecordOfSomebodysDoingLeadsToAllThatSheDidThroughThatSystem() {
        String user = "nurse-" + UUID.randomUUID();
        UUID done = did(user);
        String all = "/trail/records?person=" + user + "&client=rxn-epr";

        PageText record = PageText.of(html(People.officerOf("RXN")).get("/trail/records/" + done), 200);
        PageText found = PageText.of(html(People.officerOf("RXN")).get(all), 200);

        assertThat(record.links()).contains(all);
        assertThat(record.text()).contains("Everything this person did through rxn-epr");
        assertThat(found.links()).contains("/trail/records/" + done).contains("/trail/records?person=" + user);
        assertThat(found.text()).contains("Only what was done through the system rxn-epr.");
    }

    @Test
    void theRecordOfWhatAnAccountDidLeadsToAllThatItDid() {
        UUID done = UUID.randomUUID();
        String account = "account-" + UUID.randomUUID();
        events.record(
                done,
                AuditBodies.decision(done, UUID.randomUUID())
                        .json()
                        .replace("\"subject\":\"s\"", "\"subject\":\"" + account + "\"")
                        .replace("\"user\":{\"id\":\"dr-1\",\"role\":\"consultant\",\"asserted\":true},", "")
                        .getBytes(StandardCharsets.UTF_8));

        PageText record = PageText.of(html(People.officerOf("RXN")).get("/trail/records/" + done), 200);

        assertThat(record.text()).contains("Everything this account did");
        assertThat(record.links()).contains("/trail/records?person=" + account);
    }

    @Test
    void anNhsNumberTypedAsThePersonIsNotInTheAddressNorInTheRecordOfTheSearch() {
        String pseudonym = pseudonyms.of(NhsNumber.of(UNREGISTERED));
        UUID done = did(pseudonym);

        String address = found(People.officerOf("RXN").formParam("person", "999 123 3210"));
        PageText page = PageText.of(html(People.officerOf("RXN")).get(address), 200);

        assertThat(address).isEqualTo("/trail/records?person=" + pseudonym);
        assertThat(page.links()).contains("/trail/records/" + done);
        Awaitility.await().until(() -> events.newestReading("officer-RXN").contains(pseudonym));
        assertThat(events.newestReading("officer-RXN")).doesNotContain("999 123 3210", UNREGISTERED);
    }

    @Test
    void anNhsNumberAsThePersonInTheAddressIsSaidToBeWhatIsWrong() {
        PageText page = PageText.of(html(People.officerOf("RXN")).get("/trail/records?person=9990000034"), 400);

        assertThat(page.text()).contains("The address must not name the person by an NHS number.");
    }

    @Test
    void longResultsOfSomebodysDoingGoOnOnAnotherPage() {
        String user = "nurse-" + UUID.randomUUID();
        for (int i = 0; i < 26; i++) {
            did(user);
        }

        PageText first = PageText.of(html(People.officerOf("RXN")).get("/trail/records?person=" + user), 200);
        String older = first.links().stream()
                .filter(link -> link.contains("&after="))
                .findFirst()
                .orElseThrow();

        assertThat(older).startsWith("/trail/records?person=" + user + "&after=");
        assertThat(lines(first)).isEqualTo(25);
        assertThat(lines(PageText.of(html(People.officerOf("RXN")).get(older), 200)))
                .isEqualTo(1);
    }

    private UUID did(String user) {
        UUID id = UUID.randomUUID();
        events.record(
                id,
                AuditBodies.decision(id, UUID.randomUUID())
                        .json()
                        .replace("\"dr-1\"", "\"" + user + "\"")
                        .getBytes(StandardCharsets.UTF_8));
        return id;
    }
}
