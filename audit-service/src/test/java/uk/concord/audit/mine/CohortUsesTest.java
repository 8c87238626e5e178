package uk.concord.audit.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.testing.TestTokens;

/** Questions about many people, as each of them and officers see them. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class CohortUsesTest {

    private static final String NUMBER = "9990548609";
    // Of nobody else in these tests: what is recorded under a pseudonym stays there.
    private static final String UNREGISTERED_THEN = "9991234004";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    private final UUID patient = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @BeforeEach
    void sheHasTheNumber() {
        AuditTestResource.REGISTER.put(NUMBER, patient);
    }

    @Test
    void herOwnListHasWhatWasAnsweredAboutHerAndNobodyElse() {
        CohortBodies part = record(CohortBodies.part(List.of(other), List.of(patient)));

        String answer = People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .body("records.id", equalTo(List.of(part.id().toString())))
                .body("records[0].type", equalTo("cohort-part"))
                .body("records[0].organisation", equalTo("RXN"))
                .body("records[0].purpose", equalTo("HRESCH"))
                .body("records[0].outcome", equalTo("deny"))
                .extract()
                .asString();

        assertThat(answer).doesNotContain(other.toString());
    }

    @Test
    void herPageSaysItInWords() {
        record(CohortBodies.part(List.of(patient), List.of(other)));

        PageText page = PageText.of(
                People.with(TestTokens.patient(NUMBER)).accept("text/html").get("/uses"), 200);

        assertThat(page.text())
                .contains(
                        "Somebody asked about many people at once, and you were one of them",
                        "For research",
                        "The answer was yes.",
                        "Medicines")
                .doesNotContain(other.toString());
    }

    @Test
    void whoWasNotOnTheRegisterThenFindsItLater() {
        AuditTestResource.REGISTER.put(UNREGISTERED_THEN, patient);
        record(CohortBodies.part(List.of(other), List.of(), pseudonyms.of(NhsNumber.of(UNREGISTERED_THEN))));

        People.with(TestTokens.patient(UNREGISTERED_THEN))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .body("records[0].outcome", equalTo("deny"));
    }

    @Test
    void officersFindItByHerAndThePageNamesNobody() {
        CohortBodies part = record(CohortBodies.part(List.of(patient), List.of(other)));

        People.officerOf("RXN")
                .contentType(ContentType.JSON)
                .body("{\"patient\":\"" + patient + "\"}")
                .post("/audit/search")
                .then()
                .statusCode(200)
                .body("records.id", equalTo(List.of(part.id().toString())));
        People.officerOf("RXL")
                .contentType(ContentType.JSON)
                .body("{\"patient\":\"" + patient + "\"}")
                .post("/audit/search")
                .then()
                .statusCode(200)
                .body("records.size()", equalTo(0));
        PageText page =
                PageText.of(People.officerOf("RXN").accept("text/html").get("/trail/records/" + part.id()), 200);
        assertThat(page.text()).contains("A list of NHS numbers", "Allowed 1 people", "Refused 1 people");
        assertThat(page.html()).doesNotContain(patient.toString(), other.toString());
    }

    @Test
    void manyPeopleAreOneRecordWithANarrowRowEach() {
        List<UUID> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(UUID.randomUUID());
        }

        CohortBodies part = record(CohortBodies.part(many, List.of()));

        assertThat(events.number(
                        "select count(*) from record_patient p join leaf l on l.leaf_index = p.leaf_index where l.event_id = ?",
                        part.id()))
                .isEqualTo(5000);
    }

    private CohortBodies record(CohortBodies part) {
        events.send(part.id(), part.bytes());
        events.awaitRecorded(part.id());
        return part;
    }
}
