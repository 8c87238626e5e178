package uk.concord.consent.testing;

import static io.restassured.RestAssured.given;

import java.util.Iterator;
import java.util.List;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.stack.demo.SyntheticPatients;

/** People who don't exist, each given out once. */
public final class Patients {

    private static final Iterator<String> NUMBERS =
            SyntheticPatients.nhsNumbers(20_000).iterator();

    private Patients() {}

    /**
     * Somebody on the patient register.
     *
     * @param id the patient id
     */
    public record Patient(String nhsNumber, String id) {

        /** An access token of hers, with a fully proven identity. */
        public String token() {
            return TestTokens.patient(nhsNumber);
        }
    }

    /** The NHS number of somebody who isn't on the register. */
    public static synchronized String number() {
        return NUMBERS.next();
    }

    /** The same, for several. */
    public static synchronized List<String> numbers(int count) {
        return java.util.stream.Stream.generate(NUMBERS::next).limit(count).toList();
    }

    /** Somebody new on the register. */
    public static Patient registered() {
        String number = number();
        given().auth()
                .oauth2(operator())
                .contentType("application/x-ndjson")
                .body("{\"nhs_number\":\"" + number + "\"}\n")
                .post("/patients/import")
                .then()
                .statusCode(200);
        String id = given().auth()
                .oauth2(service())
                .contentType("application/json")
                .body("{\"nhs_number\":\"" + number + "\"}")
                .post("/patients/lookup")
                .then()
                .statusCode(200)
                .extract()
                .path("patient");
        return new Patient(number, id);
    }

    public static String operator() {
        return TestTokens.of("concord-cli", "operator").token();
    }

    public static String service() {
        return TestTokens.of("policy-service", "service").token();
    }
}
