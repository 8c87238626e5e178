package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class PersonSignsInTest {

    private final Platform platform;

    PersonSignsInTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aPatientSignsInAtTheGatewayAndReadsHerChoices() {
        Browser browser = new Browser(platform.gateway());
        browser.signIn("patient2", Platform.PASSWORD);

        HttpResponse<String> session = browser.get("/session");
        assertThat(session.statusCode()).isEqualTo(200);
        HttpResponse<String> preferences = browser.get("/me/preferences");
        assertThat(preferences.statusCode()).isEqualTo(200);
        assertThat(preferences.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(browser.cookies())
                .allSatisfy(cookie -> assertThat(cookie.isHttpOnly()).isTrue());
    }

    @Test
    void withoutASessionAnApiAnswers401AndDoesNotRedirect() {
        assertThat(new Browser(platform.gateway()).get("/me/preferences").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aForeignOriginChangesNothing() {
        Browser browser = new Browser(platform.gateway());
        browser.signIn("patient2", Platform.PASSWORD);
        long revision = new Patients(platform, "patient2").revision();
        String body = "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\",\"exceptions\":[]}],"
                + "\"wording\":\"choices-2026-11\"}";

        assertThat(browser.put("/me/preferences", revision, body, "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.put("/me/preferences", revision, body, null).statusCode())
                .isEqualTo(403);
        assertThat(new Patients(platform, "patient2").revision()).isEqualTo(revision);

        assertThat(browser.put(
                                "/me/preferences",
                                revision,
                                body,
                                platform.gateway().toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(new Patients(platform, "patient2").revision()).isEqualTo(revision + 1);
    }

    @Test
    void afterSigningOutTheOldCookieIsWorthNothing() {
        Browser browser = new Browser(platform.gateway());
        browser.signIn("patient2", Platform.PASSWORD);
        Browser thief = browser.withTheSameCookies();
        assertThat(thief.get("/me/preferences").statusCode()).isEqualTo(200);

        browser.post("/session/logout", platform.gateway().toString());

        assertThat(thief.get("/me/preferences").statusCode()).isNotEqualTo(200);
    }

    @Test
    void revokingAllSessionsEndsThoseOfOtherDevices() {
        Browser phone = new Browser(platform.gateway());
        phone.signIn("patient2", Platform.PASSWORD);
        Browser laptop = new Browser(platform.gateway());
        laptop.signIn("patient2", Platform.PASSWORD);

        laptop.post("/session/revoke-all", platform.gateway().toString());

        assertThat(phone.get("/me/preferences").statusCode()).isNotEqualTo(200);
    }
}
