package uk.concord.policy.testing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;

/** Puts the type of AuthZEN's certification scenario live as a release of its own, as an author and a second person would. */
public final class CertificationRelease {

    private static final String FILE = "concord/types/of/record.rego";

    private CertificationRelease() {}

    /** Returns when a question about a record is answered by the rules for it. */
    public static void live() {
        if (decides()) {
            return;
        }
        int current = as("the-author", Roles.POLICY_AUTHOR)
                .get("/releases/current")
                .then()
                .statusCode(200)
                .extract()
                .path("release.number");
        int draft = as("the-author", Roles.POLICY_AUTHOR)
                .body(Map.of(
                        "note",
                        "The certification scenario's type of resource",
                        "based_on",
                        current,
                        "files",
                        Map.of(FILE, text())))
                .post("/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("number");
        as("a-second-person", Roles.POLICY_APPROVER)
                .post("/releases/" + draft + "/approval")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20)).until(CertificationRelease::decides);
    }

    private static String text() {
        try {
            return Files.readString(Path.of("src/test/rego-certification").resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean decides() {
        var answer = given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType("application/json")
                .body("""
                        {"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"record","id":"record-1"}}""")
                .post("/access/v1/evaluation");
        return answer.statusCode() == 200 && answer.jsonPath().getBoolean("decision");
    }

    private static RequestSpecification as(String subject, String role) {
        return given().auth()
                .oauth2(TestTokens.of("gateway-login", role)
                        .with("sub", subject)
                        .token())
                .contentType("application/json");
    }
}
