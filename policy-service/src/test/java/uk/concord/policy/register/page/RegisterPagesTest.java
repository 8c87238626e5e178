package uk.concord.policy.register.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.PageText;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class RegisterPagesTest extends ServiceTest {

    @Test
    void organisationsAreShownWithTheirNamesAndAgreements() {
        PageText page = page("/governance/organisations");

        assertThat(page.text())
                .contains("9 of 9 organisations")
                .contains("Lancashire Teaching Hospitals NHS Foundation Trust RXN NHS trust Open PR2 9HT")
                .contains("A closed GP practice P81999 GP practice Closed Not known")
                .contains("in force, the first ends on");
        assertThat(page.html())
                .contains("<div class=\"app-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Organisations");
    }

    @Test
    void onlyTheOrganisationsWithoutAnAgreementAreShown() {
        assertThat(page("/governance/organisations?show=without").text())
                .contains("1 of 9 organisations")
                .contains("Bay View Home Care (synthetic) ZZC01 Care provider Open Not known None in force");
    }

    @Test
    void onlyTheOrganisationsOfWhoseAgreementsOneEndsSoonAreShown() {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        putAgreement(today.plusDays(90));
        try {
            assertThat(page("/governance/organisations?show=ending").text())
                    .contains("1 of 9 organisations")
                    .contains("Bay View Home Care");
            putAgreement(today.plusDays(91));
            assertThat(page("/governance/organisations?show=ending").text())
                    .contains("0 of 9 organisations")
                    .contains("No organisation fits.");
        } finally {
            putAgreement(today.minusDays(1));
        }
        assertThat(page("/governance/organisations?show=without").text()).contains("Bay View Home Care");
        assertThat(page("/governance/agreements/ends-soon").text()).contains("Ended");
    }

    private static void putAgreement(LocalDate until) {
        String seen = registerOfficer().get("/register/agreements/ends-soon").header("ETag");
        registerOfficer()
                .headers(
                        seen == null ? Map.of() : Map.of("If-Match", seen, "X-Change-Reason", "Another end was agreed"))
                .body("""
                        {"id":"ends-soon","title":"Home care","status":"active","from":"2024-01-01","until":"%s",
                         "custodians":{"organisations":["ZZC01"]},"requesters":{"organisations":["ZZC01"]},
                         "purposes":["TREAT"],"categories":["medications"],
                         "legal_bases":{"article_6":"6(1)(e)","article_9":"9(2)(h)","common_law":"implied consent"},
                         "signatories":[{"organisation":"ZZC01","name":"C. Example","signed_on":"2024-01-01"}]}""".formatted(until))
                .put("/register/agreements/ends-soon")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blackpool", "RXL"})
    void organisationsAreFoundByNameAndCode(String typed) {
        PageText page = page("/governance/organisations?name=" + typed);

        assertThat(page.text()).contains("1 of 9 organisations").contains("Blackpool Teaching Hospitals");
        assertThat(page.html()).contains("value=\"" + typed + "\"");
    }

    @Test
    void organisationsAreFoundByPostcodeAndWhatWasTypedIsEscaped() {
        assertThat(page("/governance/organisations?name=pr2%209").text()).contains("1 of 9 organisations");
        assertThat(page("/governance/organisations?name=%3Cb%3E").html())
                .contains("value=\"&lt;b&gt;\"")
                .doesNotContain("<b>");
    }

    @Test
    void agreementsAreListedWithTheirStatus() {
        PageText page = page("/governance/agreements");

        assertThat(page.text())
                .contains("Direct care across Lancashire and South Cumbria (region-direct-care) Status today In force")
                .contains("31 March 2029");
        assertThat(page.links()).contains("/governance/agreements/region-direct-care");
    }

    @Test
    void anAgreementShowsItsThreeLegalBasesApart() {
        assertThat(page("/governance/agreements/research-section-251").text())
                .contains("Regional research under section 251 In force")
                .contains("First day 1 January 2025")
                .contains("Last day 31 December 2027")
                .contains("Who shares All of type: NHS trust All of type: GP practice")
                .contains("Who may receive Regional Research Environment (synthetic) (ZZR01)")
                .contains("(HRESCH)")
                .contains("Kinds of information Medicines")
                .contains("why the information may be used A task in the public interest (Article 6(1)(e))")
                .contains("why health information may be used Research, archiving or statistics (Article 9(2)(j))")
                .contains("why it may be told Section 251")
                .contains("Reference 25/CAG/0001")
                .contains("B. Example, for Regional Research Environment (synthetic) (ZZR01), on 11 December 2024");
    }

    @Test
    void anAgreementShowsItsApprovalItsAssessmentAndItsReview() {
        assertThat(page("/governance/agreements/research-section-251").text())
                .contains("Regulation 5, Health Service (Control of Patient Information) Regulations 2002")
                .contains("Condition: Only for the studies that the approval names")
                .contains("Annual review due by 31 January 2027")
                .contains("Data protection impact assessment DPIA-2024-052");
        assertThat(page("/governance/agreements/region-direct-care").text())
                .contains("DPIA-2024-017, in Information Sharing Gateway under ISG-4711");
    }

    @Test
    void aDraftSaysWhoHasYetToSignAndAnOverdueReviewIsMarked() {
        registerOfficer()
                .body("""
                        {"id":"page-draft","title":"A draft","status":"draft","from":"2024-01-01","review_on":"2024-06-01",
                         "custodians":{"organisations":["RXN"]},"requesters":{"organisations":["ZZC01"]},
                         "purposes":["PATADMIN"],"categories":["medications"],"statutory_exceptions":["Act 1","Act 2"],
                         "legal_bases":{"article_6":"6(1)(e)","article_9":"9(2)(h)","common_law":"implied consent"},
                         "signatories":[{"organisation":"RXN","name":"R. Example","signed_on":"2024-01-01"}]}""")
                .put("/register/agreements/page-draft")
                .then()
                .statusCode(200);

        assertThat(page("/governance/agreements/page-draft").text())
                .contains("Draft: not in force")
                .contains("Review due by 1 June 2024 Overdue")
                .contains("Still to sign Bay View Home Care (synthetic) (ZZC01)")
                .contains("Act 1")
                .contains("Act 2");
        assertThat(page("/governance/agreements").text()).contains("Draft: not in force Review overdue");
    }

    @Test
    void directionsAndPublicInterestBasesAreListed() {
        assertThat(page("/governance/directions").text())
                .contains("Notice to share information because of COVID-19 Ended")
                .contains("From 20 March 2020 to 30 June 2022")
                .contains("Safeguarding children: the multi-agency hub In force")
                .contains("Who may receive Lancashire County Council (323)")
                .contains("Caldicott Guardian consulted Yes");
        assertThat(page("/governance/agreements").links()).contains("/governance/directions");
    }

    @Test
    void anAgreementThatIsNotThereIsAPageThatSaysSo() {
        assertThat(PageText.of(as(Roles.IG_OFFICER).accept("text/html").get("/governance/agreements/none"), 404)
                        .text())
                .contains("Page not found")
                .contains("There is no sharing agreement at this address.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Roles.IG_OFFICER,
                Roles.REGIONAL_IG_OFFICER,
                Roles.CALDICOTT_GUARDIAN,
                Roles.REGISTER_OFFICER,
                Roles.POLICY_AUTHOR,
                Roles.POLICY_APPROVER
            })
    void officersReadThePages(String role) {
        for (String address : ADDRESSES) {
            PageText.of(as(role).accept("text/html").get(address), 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Roles.PATIENT, Roles.PARTNER, Roles.SERVICE, Roles.OPERATOR})
    void othersGetAPageThatSaysNo(String role) {
        for (String address : ADDRESSES) {
            assertThat(PageText.of(as(role).accept("text/html").get(address), 403)
                            .text())
                    .contains("You can’t open this page");
        }
    }

    private static final String[] ADDRESSES = {
        "/governance/organisations",
        "/governance/agreements",
        "/governance/agreements/region-direct-care",
        "/governance/directions",
        "/governance/rules"
    };

    private static PageText page(String address) {
        return PageText.of(
                as(Roles.IG_OFFICER)
                        .accept("text/html")
                        .urlEncodingEnabled(false)
                        .get(address),
                200);
    }
}
