package uk.concord.policy.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class BreakGlassTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BLACKPOOL = TestTokens.partner("rxl-epr");

    // Each test has a user of its own, so that none lives off another one's grant.
    private final String user = "user-" + UUID.randomUUID();

    private Emergency emergency(String nhsNumber) {
        return Emergency.about(nhsNumber).with("subject", Map.of("id", user, "role", "nurse"));
    }

    @Test
    void aGrantOpensWhatThePatientClosedAndObligesToTellAndToReview() {
        Ask question = Emergency.question(EXCLUDES_BLACKPOOL, "medications");
        Emergency.askedBy(user, question)
                .body("decision", equalTo(false))
                .body("context.reasons.text_key", hasItem("break-glass-no-grant"));

        String grant = emergency(EXCLUDES_BLACKPOOL).granted();

        String decision = Emergency.askedBy(user, question)
                .body("decision", equalTo(true))
                .body("context.permitted", contains("medications"))
                .body("context.obligations.id", contains("notify-patient", "review"))
                .body("context.reasons.text_key", hasItem("break-glass-granted"))
                .extract()
                .path("context.id");
        @SuppressWarnings("unchecked")
        Map<String, Object> detail =
                (Map<String, Object>) AuditTopic.decision(platform.stack().bootstrapServers(), decision)
                        .get("detail");
        assertThat(detail).containsEntry("grant", grant);
    }

    @Test
    void aGrantIsForNoOtherUserOrganisationPatientOrPurpose() {
        emergency(EXCLUDES_BLACKPOOL).granted();

        Emergency.askedBy("somebody-else", Emergency.question(EXCLUDES_BLACKPOOL, "medications"))
                .body("decision", equalTo(false));
        Emergency.askedBy(
                        user,
                        Emergency.question(EXCLUDES_BLACKPOOL, "medications").by("rxn-epr", "RXN"))
                .body("decision", equalTo(false));
        Emergency.askedBy(user, Emergency.question(SAID_NOTHING, "medications")).body("decision", equalTo(false));
        Emergency.askedBy(
                        user,
                        Emergency.question(EXCLUDES_BLACKPOOL, "medications").forPurpose("TREAT"))
                .body("decision", equalTo(false));
    }

    @Test
    void aGrantNeverOpensWhatTheLawRestrictsOrNobodyAgreed() {
        emergency(EXCLUDES_BLACKPOOL).granted();

        Emergency.askedBy(user, Emergency.question(EXCLUDES_BLACKPOOL, "assisted-conception"))
                .body("decision", equalTo(false))
                .body("context.permitted", empty());
        Emergency.askedBy(user, Emergency.question(EXCLUDES_BLACKPOOL, "no-such-category"))
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo("category"));
        Emergency.askedBy(
                        user,
                        Emergency.question(EXCLUDES_BLACKPOOL, "medications").of("ZZC01"))
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo("sharing-agreement"));
    }

    @Test
    void theDecisionAfterTheEndIsADeny() {
        String grant = emergency(EXCLUDES_BLACKPOOL).granted();
        Ask question = Emergency.question(EXCLUDES_BLACKPOOL, "medications");
        Emergency.askedBy(user, question).body("decision", equalTo(true));

        Emergency.end(BLACKPOOL, grant).statusCode(200).body("active", equalTo(false));

        Emergency.askedBy(user, question).body("decision", equalTo(false));
        Emergency.end(BLACKPOOL, grant).statusCode(200).body("active", equalTo(false));
    }

    @Test
    void aGrantEndsByItselfAndNoAnswerOutlivesIt() {
        Instant until = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        emergency(EXCLUDES_BLACKPOOL).with("until", until.toString()).granted();
        Ask question = Emergency.question(EXCLUDES_BLACKPOOL, "medications");

        Emergency.askedBy(user, question)
                .body("decision", equalTo(true))
                .body("context.valid_until", equalTo(until.toString()));

        await().atMost(SOON)
                .untilAsserted(() -> Emergency.askedBy(user, question).body("decision", equalTo(false)));
        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @Test
    void somebodyWhoIsNotOnTheRegisterCanBeHelpedToo() {
        emergency(UNREGISTERED).granted();

        Emergency.askedBy(user, Emergency.question(UNREGISTERED, "medications")).body("decision", equalTo(true));
    }

    @Test
    void theSameDeclarationSentAgainIsOneGrant() {
        String key = UUID.randomUUID().toString();

        String first = emergency(SAID_NOTHING).header("Idempotency-Key", key).granted();
        String again = emergency(SAID_NOTHING).header("Idempotency-Key", key).granted();
        String request = UUID.randomUUID().toString();
        String other = emergency(SAID_NOTHING).header("X-Request-ID", request).granted();
        String otherAgain =
                emergency(SAID_NOTHING).header("X-Request-ID", request).granted();

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(otherAgain).isEqualTo(other);
        emergency(EXCLUDES_BLACKPOOL)
                .header("Idempotency-Key", key)
                .declare()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void whatIsDeclaredAndEndedIsOnRecordWithItsReasonAndWithoutTheNumber() {
        String grant = emergency(EXCLUDES_BLACKPOOL).granted();
        Emergency.end(BLACKPOOL, grant).statusCode(200);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(AuditTopic.has(
                            platform.stack().bootstrapServers(),
                            record -> "break-glass-declared".equals(record.get("type"))
                                    && record.toString().contains(grant)
                                    && record.toString().contains(Emergency.REASON)
                                    && record.toString().contains(PATIENT_TWO)
                                    && record.get("organisations").toString().equals("[RXL]")
                                    && !record.toString().contains(EXCLUDES_BLACKPOOL)))
                    .isTrue();
            assertThat(AuditTopic.has(
                            platform.stack().bootstrapServers(),
                            record -> "break-glass-ended".equals(record.get("type"))
                                    && record.toString().contains(grant)
                                    && record.toString().contains("woken up")))
                    .isTrue();
        });
    }

    @Test
    void aNumberThatSomebodyTypedIntoATextIsNotKept() {
        String key = UUID.randomUUID().toString();
        Emergency typed = emergency(SAID_NOTHING)
                .header("Idempotency-Key", key)
                .with("subject", Map.of("id", user, "role", "carer of " + EXCLUDES_BLACKPOOL))
                .with("relationship", "Mother of " + spaced(EXCLUDES_BLACKPOOL))
                .with("reason", "She is " + SAID_NOTHING + ", unconscious after a fall.");

        String grant = typed.granted();
        Emergency.end(BLACKPOOL, grant, "It was for " + spaced(SAID_NOTHING)).statusCode(200);

        assertThat(typed.granted()).as("sent again").isEqualTo(grant);
        as(BLACKPOOL, "/break-glass/grants/" + grant)
                .body("subject.role", matchesPattern("carer of [0-9a-f]{32}"))
                .body("active", equalTo(false));
        String declared = recorded("break-glass-declared", grant);
        String ended = recorded("break-glass-ended", grant);
        assertThat(declared)
                .containsPattern("role=carer of [0-9a-f]{32}\\b")
                .containsPattern("relationship=Mother of [0-9a-f]{32}\\b")
                .containsPattern("reason=She is [0-9a-f]{32}, unconscious after a fall\\.");
        assertThat(ended).containsPattern("reason=It was for [0-9a-f]{32}\\b");
        assertThat((declared + ended).replace(" ", "")).doesNotContain(SAID_NOTHING, EXCLUDES_BLACKPOOL);
    }

    @Test
    void anOfficerIsToldToLeaveANumberOut() {
        String grant = emergency(SAID_NOTHING).granted();

        for (String token : new String[] {
            TestTokens.officer("RXL"),
            TestTokens.of("gateway-login", Roles.REGIONAL_IG_OFFICER).token()
        }) {
            Emergency.end(token, grant, "It was for " + spaced(SAID_NOTHING))
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", startsWith("reason must not hold an NHS number"))
                    .body("detail", not(containsString("999")));
        }

        as(BLACKPOOL, "/break-glass/grants/" + grant).body("active", equalTo(true));
    }

    private static String spaced(String number) {
        return number.substring(0, 3) + " " + number.substring(3, 6) + " " + number.substring(6);
    }

    private String recorded(String type, String grant) {
        List<String> found = new ArrayList<>();
        await().atMost(SOON)
                .until(() -> AuditTopic.has(
                        platform.stack().bootstrapServers(),
                        record -> type.equals(record.get("type"))
                                && record.toString().contains(grant)
                                && found.add(record.toString())));
        return found.getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requester     |              | requester is missing",
                "subject       |              | subject is missing",
                "nhs_number    |              | nhs_number is missing",
                "nhs_number    | 9999999999   | NHS number",
                "nhs_number    | 9990000027   | NHS number",
                "relationship  |              | relationship is missing",
                "relationship  | x            | 3 to 200 characters",
                "reason_code   |              | reason_code is missing",
                "reason_code   | TREAT        | OVRINCOMP",
                "reason        |              | reason is missing",
                "reason        | too short    | 10 to 1000 characters",
                "until         | tomorrow     | must be an instant",
                "until         | 2020-01-01T00:00:00Z | over already",
                "until         | 2999-01-01T00:00:00Z | at most 240 minutes"
            })
    void aDeclarationThatIsIncompleteOrWrongIsRefusedSayingWhat(String member, String value, String why) {
        emergency(SAID_NOTHING)
                .with(member, value)
                .declare()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(why))
                .body("detail", not(containsString("999000")));
    }

    @Test
    void aRoleMustBeSaidAndTextsMustBeFitToKeep() {
        emergency(SAID_NOTHING)
                .with("subject", Map.of("id", user))
                .declare()
                .statusCode(400)
                .body("detail", startsWith("subject.role is missing"));
        emergency(SAID_NOTHING)
                .with("reason", "a text with \u0000 in it")
                .declare()
                .statusCode(400)
                .body("detail", containsString("control characters"));
        emergency(SAID_NOTHING).with("reason", "r".repeat(1001)).declare().statusCode(400);
        emergency(SAID_NOTHING).header("Idempotency-Key", "?").declare().statusCode(400);
        as(Roles.PARTNER).post("/break-glass/grants").then().statusCode(400);
        as(Roles.PARTNER).body("{").post("/break-glass/grants").then().statusCode(400);
    }

    @Test
    void nobodyDeclaresForAnOrganisationThatItDoesNotSpeakFor() {
        emergency(SAID_NOTHING).by("rxl-epr", "RXN").declare().statusCode(403);
        emergency(SAID_NOTHING).by("stranger", "RXL").declare().statusCode(403);
        as(Roles.REGIONAL_IG_OFFICER)
                .body("{}")
                .post("/break-glass/grants")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherOrganisationNeitherSeesNorEndsAGrant() {
        String grant = emergency(SAID_NOTHING).granted();

        for (String stranger : new String[] {TestTokens.partner("rxn-epr"), TestTokens.officer("RXN")}) {
            Emergency.end(stranger, grant).statusCode(403);
            as(stranger, "/break-glass/grants/" + grant).statusCode(403);
            as(stranger, "/break-glass/grants?limit=200").statusCode(200).body("grants.id", not(hasItem(grant)));
        }
        as(Roles.PATIENT).get("/break-glass/grants").then().statusCode(403);
        as(Roles.OPERATOR).get("/break-glass/grants").then().statusCode(403);
        as(Roles.IG_OFFICER).get("/break-glass/grants").then().statusCode(403);
        as(Roles.REGISTER_OFFICER)
                .body("{\"reason\":\"because\"}")
                .post("/break-glass/grants/" + grant + "/end")
                .then()
                .statusCode(403);
        Emergency.askedBy(user, Emergency.question(SAID_NOTHING, "medications")).body("decision", equalTo(true));
    }

    @Test
    void theOrganisationAndTheRegionSeeAndEndIt() {
        for (String token : new String[] {
            BLACKPOOL,
            TestTokens.officer("RXL"),
            TestTokens.of("gateway-login", Roles.REGIONAL_IG_OFFICER).token(),
            TestTokens.of("gateway-login", Roles.CALDICOTT_GUARDIAN).token()
        }) {
            String grant = emergency(SAID_NOTHING).granted();
            as(token, "/break-glass/grants?active=true")
                    .statusCode(200)
                    .body("grants[0].id", equalTo(grant))
                    .body("grants[0].requester", equalTo("RXL"))
                    .body("grants[0].reason_code", equalTo("OVRER"))
                    .body("grants[0].active", equalTo(true))
                    .body(not(containsString(SAID_NOTHING)))
                    .body(not(containsString(PATIENT_ONE)))
                    .body(not(containsString("M6")));
            Emergency.end(token, grant).statusCode(200);
            as(token, "/break-glass/grants/" + grant).statusCode(200).body("active", equalTo(false));
            as(token, "/break-glass/grants?active=true").body("grants.id", not(hasItem(grant)));
        }
    }

    @Test
    void grantsComePageByPageNewestFirst() {
        String oldest = emergency(SAID_NOTHING).granted();
        String middle = emergency(SAID_NOTHING).granted();
        String newest = emergency(SAID_NOTHING).granted();

        as(BLACKPOOL, "/break-glass/grants?limit=2")
                .statusCode(200)
                .body("grants.id", contains(newest, middle))
                .body("next", equalTo(middle));
        as(BLACKPOOL, "/break-glass/grants?limit=1&after=" + middle)
                .statusCode(200)
                .body("grants.id", contains(oldest));
        as(BLACKPOOL, "/break-glass/grants?after=forged").statusCode(400);
        as(BLACKPOOL, "/break-glass/grants?limit=0").statusCode(400);
        as(BLACKPOOL, "/break-glass/grants?limit=201").statusCode(400);
        as(BLACKPOOL, "/break-glass/grants?active=perhaps").statusCode(400);
    }

    @Test
    void whatIsNotThereIs404AndAnEndNeedsAReason() {
        Emergency.end(BLACKPOOL, UUID.randomUUID().toString()).statusCode(404);
        Emergency.end(BLACKPOOL, "no-id").statusCode(404);
        String grant = emergency(SAID_NOTHING).granted();
        io.restassured.RestAssured.given()
                .auth()
                .oauth2(BLACKPOOL)
                .contentType("application/json")
                .body("{}")
                .post("/break-glass/grants/" + grant + "/end")
                .then()
                .statusCode(400)
                .body("detail", containsString("reason is missing"));
    }

    private static io.restassured.response.ValidatableResponse as(String token, String path) {
        return io.restassured.RestAssured.given()
                .auth()
                .oauth2(token)
                .get(path)
                .then()
                .header("Cache-Control", "no-store");
    }
}
