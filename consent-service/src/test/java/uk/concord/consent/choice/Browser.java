package uk.concord.consent.choice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.concord.consent.testing.Patients.Patient;

/** A patient's browser without script: it opens pages, sends forms, and doesn't follow redirects, so that tests see them. */
final class Browser {

    private final String token;
    private final String nhsNumber;

    Browser(Patient patient) {
        this(patient.token(), patient.nhsNumber());
    }

    Browser(String token, String nhsNumber) {
        this.token = token;
        this.nhsNumber = nhsNumber;
    }

    /** The page's HTML. */
    String open(String path) {
        return open(path, 200);
    }

    String open(String path, int status) {
        return page(request().get(path), status);
    }

    /** Sends a form whose answer is a redirect, and says whereto. */
    String send(String path, String... fields) {
        Response answer = form(fields).post(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return answer.header("Location");
    }

    /** Sends a form whose answer is a page. */
    String sendInVain(int status, String path, String... fields) {
        return page(form(fields).post(path), status);
    }

    /** Opens a page that sends elsewhere. */
    String sentTo(String path) {
        Response answer = request().get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return answer.header("Location");
    }

    /** The value of the form's hidden field. */
    static String hidden(String page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(matcher.find()).as(name + " in " + page).isTrue();
        return matcher.group(1);
    }

    /** Confirms what the journey's check page shows. */
    String confirm(String journey) {
        String check = open("/choices/" + journey + "/check");
        return send(
                "/choices/" + journey + "/confirm",
                "answers",
                hidden(check, "answers"),
                "revision",
                hidden(check, "revision"));
    }

    // Paths are given as they stand in an address.
    private RequestSpecification request() {
        RestAssuredConfig config = RestAssuredConfig.config()
                .redirect(RedirectConfig.redirectConfig().followRedirects(false))
                .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset(StandardCharsets.UTF_8));
        return given().config(config)
                .urlEncodingEnabled(false)
                .auth()
                .oauth2(token)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private RequestSpecification form(String... fields) {
        RequestSpecification request =
                request().urlEncodingEnabled(true).contentType("application/x-www-form-urlencoded; charset=UTF-8");
        for (int i = 0; i < fields.length; i += 2) {
            request = request.formParam(fields[i], fields[i + 1]);
        }
        return request;
    }

    private String page(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        String html = answer.asString();
        assertThat(html)
                .as("every page has the layout, and nothing that a strict policy refuses")
                .contains("<main", "Skip to main content")
                .doesNotContain("<style", " style=", "onclick=", "javascript:", "{inject", "NOT_FOUND")
                .doesNotContain(nhsNumber);
        assertThat(html.split("<h1", -1)).as("one main heading").hasSize(2);
        for (String script : List.of(html.split("<script", -1)).subList(1, html.split("<script", -1).length)) {
            assertThat(script).startsWith(" type=\"module\" src=\"/assets/").contains("></script>");
        }
        return html;
    }

    /** What a reader reads: the text of the main part, with single spaces. */
    static String text(String html) {
        return html.replaceAll("(?s).*<main[^>]*>|</main>.*", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
