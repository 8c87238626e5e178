package uk.concord.policy.release.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.PageText;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class RulesPageTest extends ServiceTest {

    @Test
    void theReleaseInForceIsShownWithAllItsTexts() throws Exception {
        JsonPath current = as(Roles.CALDICOTT_GUARDIAN)
                .get("/releases/current")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        long number = current.getLong("release.number");
        Map<String, String> files = as(Roles.CALDICOTT_GUARDIAN)
                .get("/releases/" + number)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("files");

        PageText page = PageText.of(as(Roles.IG_OFFICER).accept("text/html").get("/governance/rules"), 200);

        assertThat(page.text())
                .contains("Release " + number)
                .contains(current.getString("release.note"))
                .contains("What did the patient say?")
                .contains("The patient reads You chose not to share this with [organisation that asks].")
                .contains("Go on without it: only the patient can change this.");
        new ObjectMapper()
                .readTree(files.get("concord/wording/data.json"))
                .path("reasons")
                .properties()
                .forEach(reason -> {
                    assertThat(page.html()).contains("id=\"" + reason.getKey() + "\"");
                    String staff = reason.getValue().path("staff").asText();
                    assertThat(page.text())
                            .contains(staff.substring(0, (staff + "{").indexOf('{'))
                                    .strip());
                });
        assertThat(page.text()).doesNotContain("{").doesNotContain("Other texts");
    }
}
