package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What everybody may see: the welcome, signing in and out, and pages that aren't there. */
@ExtendWith({RunningPlatform.class, Chromium.class})
class EverybodysPagesTest {

    private final Platform platform;
    private final Chromium.Visits chromium;

    EverybodysPagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @Test
    void aVisitBeginsWithWhatTheServiceIs() {
        try (Visit visit = chromium.begin(platform, true)) {
            assertThat(visit.open("/")).isEqualTo(200);
            assertThat(visit.path()).isEqualTo("/welcome");
            visit.looksRight("welcome");
        }
    }

    @Test
    void aWrongPasswordIsSaidAndTheRightOneSignsIn() {
        try (Visit visit = chromium.begin(platform, true)) {
            visit.open("/choices");
            visit.looksRight("sign-in");
            visit.page().getByLabel("Username").fill("patient1");
            visit.page().getByLabel("Password").fill("wrong");
            visit.press("Sign in");
            assertThat(visit.page().title()).startsWith("Error: ");
            visit.looksRight("sign-in-error");

            visit.page().getByLabel("Password").fill(Platform.PASSWORD);
            visit.press("Sign in");

            assertThat(visit.path()).isEqualTo("/choices");
        }
    }

    @Test
    void signingOutEndsTheVisit() {
        try (Visit visit = chromium.begin(platform, false)) {
            visit.signIn("patient2", "/choices");
            visit.press("Sign out");

            assertThat(visit.path()).isEqualTo("/signed-out");
            visit.looksRight("signed-out");
            visit.open("/choices");
            assertThat(visit.page().getByLabel("Username").count()).isEqualTo(1);
        }
    }

    @Test
    void anAddressThatIsNotThereIsAPageThatHelps() {
        try (Visit visit = chromium.begin(platform, true)) {
            assertThat(visit.open("/nothing-here")).isEqualTo(404);
            visit.looksRight("not-found");
        }
    }
}
