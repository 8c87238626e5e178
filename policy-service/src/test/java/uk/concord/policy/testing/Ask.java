package uk.concord.policy.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import uk.concord.kernel.testing.TestTokens;

/** A question, as a partner system sends it. */
public record Ask(
        String client,
        String requester,
        String custodian,
        String purpose,
        String nhsNumber,
        List<String> categories,
        boolean canRedact,
        String role,
        String context) {

    /** A question of a nurse. */
    public Ask(
            String client,
            String requester,
            String custodian,
            String purpose,
            String nhsNumber,
            List<String> categories,
            boolean canRedact) {
        this(client, requester, custodian, purpose, nhsNumber, categories, canRedact, "nurse", "");
    }

    /** Lancashire Teaching Hospitals asks a practice, for direct care. */
    public static Ask about(String nhsNumber, String... categories) {
        return new Ask("rxn-epr", "RXN", "P81002", "TREAT", nhsNumber, Arrays.asList(categories), false);
    }

    public Ask by(String system, String organisation) {
        return new Ask(system, organisation, custodian, purpose, nhsNumber, categories, canRedact, role, context);
    }

    public Ask of(String holder) {
        return new Ask(client, requester, holder, purpose, nhsNumber, categories, canRedact, role, context);
    }

    public Ask forPurpose(String code) {
        return new Ask(client, requester, custodian, code, nhsNumber, categories, canRedact, role, context);
    }

    public Ask redacting() {
        return new Ask(client, requester, custodian, purpose, nhsNumber, categories, true, role, context);
    }

    /** The same question as nobody has asked it yet, so that no answer to it can be remembered. */
    public Ask neverAskedBefore() {
        return new Ask(
                client,
                requester,
                custodian,
                purpose,
                nhsNumber,
                categories,
                canRedact,
                "nurse " + UUID.randomUUID(),
                context);
    }

    /** The same, demanding at least this revision of the patient. */
    public Ask atLeast(long revision) {
        return new Ask(
                client,
                requester,
                custodian,
                purpose,
                nhsNumber,
                categories,
                canRedact,
                role,
                "\"at_least\":" + revision);
    }

    public String body() {
        return """
                {"subject":{"type":"practitioner","id":"555254242106","properties":{"organisation":"%s","role":"%s"}},
                 "action":{"name":"read","properties":{"purpose":"%s"}},
                 "resource":{"type":"patient-record","id":"%s","properties":{"custodian":"%s","categories":[%s]}}%s}""".formatted(
                requester,
                role,
                purpose,
                nhsNumber,
                custodian,
                categories.stream().map(category -> '"' + category + '"').collect(Collectors.joining(",")),
                members());
    }

    private String members() {
        String redact = canRedact ? "\"supported_obligations\":[\"redact\"]" : "";
        String both = redact.isEmpty() || context.isEmpty() ? redact + context : redact + "," + context;
        return both.isEmpty() ? "" : ",\"context\":{" + both + "}";
    }

    public ValidatableResponse send() {
        return given().auth()
                .oauth2(TestTokens.partner(client))
                .contentType("application/json")
                .body(body())
                .post("/access/v1/evaluation")
                .then();
    }
}
