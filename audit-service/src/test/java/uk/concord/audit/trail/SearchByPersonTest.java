package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static uk.concord.audit.trail.Searches.found;
import static uk.concord.audit.trail.Searches.ids;
import static uk.concord.audit.trail.Searches.search;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

/** Searches for what somebody did. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchByPersonTest {

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void whatSomebodyDidIsFoundByWhatHerSystemCallsHerAndByHerAccount() {
        String user = "nurse-" + UUID.randomUUID();
        String account = "account-" + UUID.randomUUID();
        UUID hers = did(user, "rxn-epr", "s", "RXN");
        UUID elsewhere = did(user, "rxl-epr", "s", "RXN");
        UUID signedIn = did("dr-1", "gateway-login", account, "RXN");
        RequestSpecification officer = People.officerOf("RXN");

        assertThat(found(officer, "{\"person\":\"" + user + "\"}")).containsExactly(elsewhere, hers);
        assertThat(found(officer, "{\"user\":\"" + user + "\"}")).containsExactly(elsewhere, hers);
        assertThat(found(officer, "{\"user\":\"" + user + "\",\"client\":\"rxn-epr\"}"))
                .containsExactly(hers);
        assertThat(found(officer, "{\"person\":\"" + account + "\"}")).containsExactly(signedIn);
        assertThat(found(officer, "{\"subject\":\"" + account + "\"}")).containsExactly(signedIn);
        assertThat(found(officer, "{\"user\":\"" + account + "\"}")).isEmpty();
        assertThat(found(officer, "{\"subject\":\"" + user + "\"}")).isEmpty();
        assertThat(found(officer, "{\"person\":\"" + user + "x\"}")).isEmpty();
        assertThat(found(officer, "{\"person\":\"" + user + "\",\"outcome\":\"deny\"}"))
                .isEmpty();
    }

    @Test
    void whatSomebodyDidIsFoundOnlyByThoseWhoMaySeeIt() {
        String user = "nurse-" + UUID.randomUUID();
        UUID done = did(user, "rxn-epr", "s", "RXN");
        String criteria = "{\"person\":\"" + user + "\"}";

        assertThat(found(People.officerOf("RXL"), criteria)).isEmpty();
        assertThat(found(People.officerOf("P81002"), criteria)).containsExactly(done);
        assertThat(found(People.regionalOfficer(), criteria)).containsExactly(done);
    }

    @Test
    void whatSomebodyDidGoesOnWhereThePageEndedThoughMoreArrives() {
        String user = "nurse-" + UUID.randomUUID();
        UUID first = did(user, "rxn-epr", "s", "RXN");
        UUID second = did(user, "rxn-epr", "s", "RXN");
        UUID third = did(user, "rxn-epr", "s", "RXN");
        String criteria = "\"person\":\"" + user + "\",\"limit\":2";

        ValidatableResponse newest = search(People.officerOf("RXN"), "{" + criteria + "}");
        did(user, "rxn-epr", "s", "RXN");
        ValidatableResponse older = search(
                People.officerOf("RXN"),
                "{" + criteria + ",\"after\":\"" + newest.extract().path("next") + "\"}");

        assertThat(ids(newest)).containsExactly(third, second);
        assertThat(ids(older)).containsExactly(first);
        assertThat(older.extract().<String>path("next")).isNull();
    }

    @Test
    void theRecordOfASearchSaysWhoseDoingsWereLookedFor() {
        long before = events.readings("officer-RW5", "read");

        search(People.officerOf("RW5"), "{\"user\":\"nurse-7\",\"subject\":\"a\",\"client\":\"rxn-epr\"}")
                .statusCode(200);

        Awaitility.await().until(() -> events.readings("officer-RW5", "read") == before + 1);
        assertThat(events.newestReading("officer-RW5"))
                .contains("\"criteria\":{\"user\":\"nurse-7\",\"subject\":\"a\",\"client\":\"rxn-epr\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9990000042", "999 000 0042"})
    void somebodyWhomHerSystemCallsByHerNhsNumberIsFoundAndTheRecordOfItHoldsNoNumber(String typed) {
        String pseudonym = pseudonyms.of(NhsNumber.of("9990000042"));
        UUID done = did(pseudonym, "rxn-epr", "s", "RXT");
        long before = events.readings("officer-RXT", "read");

        assertThat(found(People.officerOf("RXT"), "{\"person\":\"" + typed + "\",\"limit\":1}"))
                .containsExactly(done);

        Awaitility.await().until(() -> events.readings("officer-RXT", "read") == before + 1);
        assertThat(events.newestReading("officer-RXT"))
                .contains("\"criteria\":{\"person\":\"" + pseudonym + "\"}")
                .doesNotContain(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"person", "user", "subject", "client"})
    void whatCannotNameAnybodyIsRefused(String member) {
        for (String value : List.of("\"\"", "\"  \"", "\"a\\u0000b\"", "\"a\\nb\"", "\"" + "x".repeat(256) + "\"")) {
            search(People.officerOf("RXN"), "{\"" + member + "\":" + value + "}")
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("\"" + member + "\" must be 1 to 255 characters"));
        }
        search(People.officerOf("RXN"), "{\"" + member + "\":\"" + "x".repeat(255) + "\"}")
                .statusCode(200);
    }

    private UUID did(String user, String client, String account, String organisation) {
        UUID id = UUID.randomUUID();
        String body = AuditBodies.decision(id, UUID.randomUUID())
                .by(organisation, organisation, "P81002")
                .json()
                .replace("\"dr-1\"", "\"" + user + "\"")
                .replace("\"rxn-epr\",\"subject\":\"s\"", "\"" + client + "\",\"subject\":\"" + account + "\"");
        events.record(id, body.getBytes(StandardCharsets.UTF_8));
        return id;
    }
}
