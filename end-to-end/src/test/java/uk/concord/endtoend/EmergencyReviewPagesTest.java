package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import com.microsoft.playwright.Page;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The review of an emergency, in a real browser, through the gateway, from the declaration to what the patient reads. */
@ExtendWith({RunningPlatform.class, Chromium.class})
class EmergencyReviewPagesTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);
    private static final String FINDING = "She was unconscious, and her medicines were needed at once.";

    private final Platform platform;
    private final Chromium.Visits chromium;

    EmergencyReviewPagesTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOfficerReviewsItAndThePatientReadsWhatCameOfIt(boolean script) {
        String grant = declared();
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("officer.region", "/trail");
            visit.follow("Open reviews of emergencies");
            assertThat(visit.path()).isEqualTo("/trail/reviews");
            visit.looksRight("officer-reviews");

            visit.open("/trail/reviews/" + grant);
            assertThat(visit.main().textContent()).contains("Not taken yet", "Found unconscious at home");
            visit.looksRight("officer-review");
            visit.press("Take this review");
            assertThat(visit.main().textContent()).contains("Under review");

            visit.page().getByLabel("What you found").fill("short");
            visit.press("Record the finding");
            assertThat(visit.page().title()).startsWith("Error: ");
            assertThat(visit.page().getByLabel("What you found").inputValue()).isEqualTo("short");
            visit.looksRight("officer-review-error");

            visit.choose("Yes, it was justified");
            visit.page().getByLabel("What you found").fill(FINDING);
            visit.press("Record the finding");
            visit.press("Close this review");
            assertThat(visit.main().textContent()).contains("Closed: justified");
            visit.looksRight("officer-review-closed");
        }
        try (Visit visit = chromium.begin(platform, script)) {
            visit.signIn("patient3", "/uses");
            assertThat(visit.main().textContent())
                    .contains("We checked this on ", "The reason was a good one.")
                    .doesNotContain(FINDING);
            visit.looksRight("patient-emergency-checked");
        }
    }

    @Test
    void whatIsWithheldIsNotOnThePatientsPage() {
        String grant = declared();
        LocalDate last = LocalDate.now(ZoneId.of("Europe/London")).plusDays(14);
        int before = emergencies();
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.region", "/trail/reviews/" + grant);
            visit.page().getByLabel("Why it must be withheld").fill("Whoever lives with her reads her phone.");
            fill(visit, "Day", last.getDayOfMonth());
            fill(visit, "Month", last.getMonthValue());
            fill(visit, "Year", last.getYear());
            visit.press("Withhold it");
            assertThat(visit.main().textContent()).contains("The patient sees nothing of this emergency");
            visit.looksRight("officer-review-withheld");
            visit.open("/trail/reviews?show=withheld");
            visit.looksRight("officer-reviews-withheld");
        }
        assertThat(emergencies()).isEqualTo(before - 1);
    }

    @Test
    void anotherTrustsReviewIsNotThere() {
        String grant = declared();
        try (Visit visit = chromium.begin(platform, true)) {
            visit.signIn("officer.rxn", "/trail/reviews");

            assertThat(visit.open("/trail/reviews/" + grant)).isEqualTo(404);
        }
    }

    /** How many emergencies the patient reads of. */
    private int emergencies() {
        return given().spec(platform.as("patient3"))
                .get("/me/audit?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("records.findAll { it.type == 'break-glass-declared' }")
                .size();
    }

    private static void fill(Visit visit, String label, int number) {
        visit.page()
                .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .fill(String.valueOf(number));
    }

    private String declared() {
        String grant = given().spec(platform.as("rxl-epr"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                .body(Map.of(
                        "requester", "RXL",
                        "subject", Map.of("id", "555254242107", "role", "S8000:G8000:R8000"),
                        "nhs_number", platform.nhsNumberOf(3),
                        "relationship", "Treats her in the emergency department",
                        "reason_code", "OVRER",
                        "reason", "Found unconscious at home; her medicines must be known."))
                .post("/break-glass/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().atMost(RECORDED_WITHIN)
                .untilAsserted(() -> given().spec(platform.as("officer.region"))
                        .get("/audit/reviews?state=declared")
                        .then()
                        .statusCode(200)
                        .body("reviews.id", hasItem(grant)));
        return grant;
    }
}
