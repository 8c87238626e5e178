package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static uk.concord.audit.trail.Searches.found;
import static uk.concord.audit.trail.Searches.search;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.Pseudonyms;

/** Whoever has several NHS numbers is found under all of them, however she is named. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchBySeveralNumbersTest {

    // Each search is itself a record about her.
    private static final String BEFORE_THESE_SEARCHES = "\",\"until\":\"2026-11-22T00:00:00Z\"}";

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
    void byEitherNumberAndByHerIdAloneTheSameIsFound() {
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        AuditBodies decision = somebody.decision();
        CohortBodies part = CohortBodies.part(List.of(), List.of(), pseudonyms.of(somebody.older()));
        events.record(access, decision);
        events.record(part.id(), part.bytes());

        for (String criteria : criteria()) {
            assertThat(found(People.officerOf("RXN"), criteria))
                    .as(criteria)
                    .containsExactly(part.id(), decision.id(), access.id());
        }
    }

    @Test
    void anotherOrganisationsOfficerSeesNoneOfIt() {
        AuditBodies ours = somebody.accessByOlder(pseudonyms).by("RXN", "RXN", "P81002");
        AuditBodies others = somebody.accessByOlder(pseudonyms).by("RXL", "RXL", "P81003");
        events.record(ours, others);

        for (String criteria : criteria()) {
            assertThat(found(People.officerOf("RXN"), criteria)).as(criteria).containsExactly(ours.id());
            assertThat(found(People.officerOf("RXL"), criteria)).as(criteria).containsExactly(others.id());
            assertThat(found(People.officerOf("RW5"), criteria)).as(criteria).isEmpty();
        }
    }

    @Test
    void withoutThePatientRegisterNothingIsFoundByHerIdEither() {
        AuditTestResource.FAILURE.set(500);

        for (String criteria : criteria()) {
            search(People.officerOf("RXN"), criteria)
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .body("detail", containsString("patient register can't be asked now"))
                    .body("detail", containsString("records would be missed"));
        }
    }

    private List<String> criteria() {
        return List.of(
                "{\"nhs_number\":\"" + somebody.older().digits() + BEFORE_THESE_SEARCHES,
                "{\"nhs_number\":\"" + somebody.newer().digits() + BEFORE_THESE_SEARCHES,
                "{\"patient\":\"" + somebody.patient() + BEFORE_THESE_SEARCHES);
    }
}
