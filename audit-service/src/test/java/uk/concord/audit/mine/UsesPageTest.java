package uk.concord.audit.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.review.ReviewOutcomes;
import uk.concord.audit.review.ReviewState;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class UsesPageTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    private UUID patient;

    @BeforeEach
    void somebodyElseHasTheNumber() {
        patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
    }

    @Test
    void sheReadsWhoAskedInWords() {
        events.record(
                AuditBodies.decision(UUID.randomUUID(), patient).at(Instant.parse("2026-07-20T10:00:00Z")),
                AuditBodies.decision(UUID.randomUUID(), patient)
                        .answered("BTG", "deny")
                        .by("XYZ99", "XYZ99", "P81002"),
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).by("RXL", "RXL"));
        PageText page = open("/uses");
        assertThat(page.text())
                .containsSubsequence(
                        "Organisation XYZ99",
                        "What for In an emergency",
                        "The answer was no. They got nothing.",
                        "Somebody asked to see your information When 20 July 2026 at 11:00am"
                                + " Organisation Lancashire Teaching Hospitals Who Consultant What for To care for you"
                                + " What they got The answer was yes. They could see Medicines")
                .doesNotContain("Blackpool", "TREAT", "RXN", "dr-1", NUMBER);
    }

    @Test
    void anOfficersLookIsThereAndHerOwnIsNot() {
        events.record(AuditBodies.decision(UUID.randomUUID(), patient));
        People.officerOf("RXN")
                .contentType(ContentType.JSON)
                .body("{\"patient\":\"" + patient + "\"}")
                .post("/audit/search")
                .then()
                .statusCode(200);
        open("/uses");
        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where patient_id = ? and type = 'audit-read'", patient)
                        == 2);
        assertThat(open("/uses").text()).containsOnlyOnce("Somebody checked the records about you");
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void ofAnAlteredRecordSheReadsThatItWasAltered(Tampering.Alteration alteration) {
        AuditBodies altered = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(altered, AuditBodies.decision(UUID.randomUUID(), patient).by("RXL", "RXL"));

        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            assertThat(open("/uses").text())
                    .containsSubsequence(
                            "Blackpool Teaching Hospitals", "A record about you was altered", "You can call us")
                    .doesNotContain("Lancashire Teaching");
            People.with(TestTokens.patient(NUMBER))
                    .get("/me/audit")
                    .then()
                    .statusCode(200)
                    .body("records[1].id", equalTo(altered.id().toString()))
                    .body("records[1].type", equalTo("altered"))
                    .body(
                            "records[1].summary",
                            equalTo("This record was altered after it was recorded. Don’t rely on it."))
                    .body("records[1].organisation", nullValue())
                    .body("records[0].organisation", equalTo("RXL"));
        }
    }

    @Test
    void recordsThatWereTakenAwayAsEvidenceAreSaidToBe() {
        AuditBodies taken = AuditBodies.decision(UUID.randomUUID(), patient)
                .ofType("audit-read")
                .answered("TREAT", "exported");
        events.record(taken);
        assertThat(open("/uses").text()).contains("Somebody took records about you away, as evidence for a case");
    }

    @Test
    void pagesGoOn() {
        assertThat(open("/uses").text()).contains("Nobody has asked about you yet.");
        AuditBodies[] many = Stream.generate(() -> AuditBodies.decision(UUID.randomUUID(), patient))
                .limit(21)
                .toArray(AuditBodies[]::new);
        many[0] = many[0].at(Instant.parse("2026-01-02T10:00:00Z"));
        events.record(many);
        PageText first = open("/uses");
        assertThat(first.text()).doesNotContain("2 January 2026");
        String older = first.links().stream()
                .filter(link -> link.startsWith("/uses?after="))
                .findFirst()
                .orElseThrow();
        PageText second = open(older);
        assertThat(second.text()).contains("2 January 2026 at 10:00am", "Back to the newest");
        assertThat(second.links()).noneMatch(link -> link.startsWith("/uses?after="));
        PageText.of(patient().get("/uses?after=here"), 400);
    }

    @Test
    void whatComesFromTheRecordsIsEscaped() {
        UUID id = UUID.randomUUID();
        String body = AuditBodies.decision(id, patient).json().replace("consultant", "<b>boss</b>");
        events.send(id, body.getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(id);
        assertThat(open("/uses").text()).contains("Who A member of staff").doesNotContain("boss");
    }

    @ParameterizedTest
    @CsvSource({
        "R8000, Doctor or other clinician",
        "S8000:G8000:R8001, Nurse",
        "R9999, A member of staff",
        "social worker, Social worker",
        "'1=1', A member of staff"
    })
    void rolesAreSaidInWords(String role, String words) {
        String body = AuditBodies.decision(UUID.randomUUID(), patient).json().replace("consultant", role);
        RegisterNames nothing = new RegisterNames(Map.of(), Map.of(), Map.of(), Map.of());
        SpokenUse use = new SpokenUse.Speaker(nothing)
                .say(
                        AuditBodies.content(body.getBytes(StandardCharsets.UTF_8)),
                        new Whom(UUID.randomUUID(), List.of()),
                        null);
        assertThat(use.who()).isEqualTo(words);
        assertThat(use.organisation()).isEqualTo("RXN");
        assertThat(use.seen()).isEqualTo(List.of("Another kind of information"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, permit, Nothing of your record.",
        "1, permit, 1 entry of your record.",
        "3, partial, 3 entries of your record. Something was held back."
    })
    void whatWasGivenIsCounted(int returned, String outcome, String words) {
        String body = AuditBodies.decision(UUID.randomUUID(), patient)
                .ofType("access")
                .answered("TREAT", outcome)
                .json()
                .replaceAll("\"detail\":.*", "\"detail\":{\"returned\":" + returned + ",\"withheld\":2}}");
        RegisterNames nothing = new RegisterNames(Map.of(), Map.of(), Map.of(), Map.of());
        SpokenUse use = new SpokenUse.Speaker(nothing)
                .say(
                        AuditBodies.content(body.getBytes(StandardCharsets.UTF_8)),
                        new Whom(UUID.randomUUID(), List.of()),
                        null);
        assertThat(use.what()).isEqualTo("Somebody was given your information");
        assertThat(use.got()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "break-glass-declared | OVRER | Somebody declared an emergency, to see your information | You needed treatment at once. It ends on 20 November 2026 at 2:00pm at the latest. Somebody else reviews it.",
                "break-glass-declared | other | Somebody declared an emergency, to see your information | They gave a reason. It ends on 20 November 2026 at 2:00pm at the latest. Somebody else reviews it.",
                "break-glass-ended | OVRER | An emergency was ended before its time | ''"
            })
    void anEmergencyIsToldWithoutWhatStaffWrote(String type, String code, String what, String said) {
        String body = AuditBodies.decision(UUID.randomUUID(), patient)
                .ofType(type)
                .json()
                .replaceAll(
                        "\"detail\":.*",
                        "\"detail\":{\"grant\":\"g\",\"reason_code\":\"" + code
                                + "\",\"reason\":\"secret words\",\"until\":\"2026-11-20T14:00:00Z\"}}");
        RegisterNames nothing = new RegisterNames(Map.of(), Map.of(), Map.of(), Map.of());
        SpokenUse use = new SpokenUse.Speaker(nothing)
                .say(
                        AuditBodies.content(body.getBytes(StandardCharsets.UTF_8)),
                        new Whom(UUID.randomUUID(), List.of()),
                        null);
        assertThat(use.what()).isEqualTo(what);
        assertThat(use.said()).isEqualTo(said);
        assertThat(use.got()).isEmpty();
        assertThat(use.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECLARED | false | Every emergency is checked. We will have finished by the end of 27 November 2026.",
                "DECLARED | true | Every emergency is checked. We should have finished by now, and have not yet.",
                "UNDER_REVIEW | false | We are checking this. We will have finished by the end of 27 November 2026.",
                "UNDER_REVIEW | true | We are checking this. We should have finished by now, and have not yet.",
                "JUSTIFIED | false | We checked this on 24 November 2026. The reason was a good one.",
                "NOT_JUSTIFIED | false | We checked this on 24 November 2026. The reason was not good enough. This should not have happened. You can call us about it."
            })
    void whatCameOfAReviewIsToldInPlainWords(ReviewState state, boolean overdue, String checked) {
        String body = AuditBodies.decision(UUID.randomUUID(), patient)
                .ofType("break-glass-declared")
                .json();
        RegisterNames nothing = new RegisterNames(Map.of(), Map.of(), Map.of(), Map.of());
        SpokenUse use = new SpokenUse.Speaker(nothing)
                .say(
                        AuditBodies.content(body.getBytes(StandardCharsets.UTF_8)),
                        new Whom(UUID.randomUUID(), List.of()),
                        new ReviewOutcomes.Outcome(
                                state,
                                LocalDate.of(2026, 11, 27),
                                overdue,
                                state.awaitsFinding() ? null : Instant.parse("2026-11-24T10:00:00Z")));
        assertThat(use.checked()).isEqualTo(checked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ig-officer", "regional-ig-officer", "caldicott-guardian", "partner", "operator", "service"})
    void othersAreRefused(String role) {
        assertThat(page(People.having(role).accept("text/html").get("/uses"), 403))
                .contains("You can’t open this page");
        People.nobody().accept("text/html").get("/uses").then().statusCode(401);
    }

    @Test
    void whileTheRegisterIsAwayThePageSaysSo() {
        AuditTestResource.FAILURE.set(500);
        try {
            assertThat(page(patient().get("/uses"), 503)).contains("there is a problem with the service");
        } finally {
            AuditTestResource.FAILURE.set(0);
        }
    }

    private PageText open(String path) {
        return PageText.of(patient().get(path), 200);
    }

    private static String page(Response answer, int status) {
        return PageText.of(answer, status).text();
    }

    private static RequestSpecification patient() {
        return People.with(TestTokens.patient(NUMBER)).accept("text/html");
    }
}
