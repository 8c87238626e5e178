package uk.concord.stack.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.Folders;

/** The platform without Concord's services, which are tested with it in {@code end-to-end}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformTest {

    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final ProjectFolder PROJECT = ProjectFolder.here();
    private static final Path FOLDER = PROJECT.kept().resolve("test-stack/platform-" + UUID.randomUUID());

    private static Platform platform;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformSettings.forTest(PROJECT, FOLDER)
                .withParts(Set.of(PlatformParts.POSTGRES, PlatformParts.OPA, PlatformParts.KEYCLOAK)));
        platform.awaitReady(BOUND);
    }

    @AfterAll
    static void stop() {
        Platform.running(PROJECT, FOLDER).ifPresent(Platform::stop);
        Folders.delete(FOLDER);
    }

    @Test
    @Order(1)
    void everyPartSaysWhereItIs() {
        assertThat(platform.state().parts())
                .extracting(PlatformState.Part::name, PlatformState.Part::health)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("postgres", "ready"),
                        org.assertj.core.groups.Tuple.tuple("keycloak", "ready"),
                        org.assertj.core.groups.Tuple.tuple("opa", "ready"));
        assertThat(platform.state().part("keycloak").address())
                .isEqualTo(platform.settings().issuer().toString());
    }

    @Test
    @Order(1)
    void postgresSurvivesACrashOfTheMachine() throws Exception {
        assertThat(value("postgres", "SHOW fsync")).isEqualTo("on");
        assertThat(value("postgres", "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(value("postgres", "SELECT string_agg(datname, ',' ORDER BY datname) FROM pg_database"))
                .contains("audit,consent,gateway,policy");
    }

    @Test
    @Order(1)
    void aPatientsTokenHasWhatSheMayNotChange() {
        assertThat(claims("patient1"))
                .contains("\"nhs_number\":\"9990000018\"", "\"identity_proofing_level\":\"P9\"", "\"aud\":\"concord\"")
                .contains("\"realm_access\":{\"roles\":[\"patient\"]}", "\"azp\":\"concord-cli\"");
    }

    @Test
    @Order(1)
    void anOfficersTokenNamesHisOrganisation() {
        assertThat(claims("officer.rxn")).contains("\"organisation\":\"RXN\"", "[\"ig-officer\"]");
    }

    @Test
    @Order(1)
    void aPartnerSystemsTokenNamesTheClientAndNoOrganisation() {
        assertThat(claims("rxl-epr"))
                .contains("\"azp\":\"rxl-epr\"", "\"realm_access\":{\"roles\":[\"partner\"]}", "\"aud\":\"concord\"")
                .doesNotContain("organisation");
    }

    @Test
    @Order(1)
    void aTokenForSomethingElseIsNotForConcord() {
        assertThat(claims("other-audience")).doesNotContain("\"aud\"");
    }

    @Test
    @Order(1)
    void anAccountThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
        assertThatThrownBy(() -> platform.token("nobody"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("patient1")
                .hasMessageContaining("rxn-epr");
    }

    @Test
    @Order(2)
    void aPartThatIsKilledIsMissedAndComesBack() {
        platform.killPart("opa");
        assertThat(platform.state().ready()).isFalse();
        assertThat(platform.state().part("opa").health()).isEqualTo("stopped");

        platform.startPart("opa");

        assertThat(platform.state().ready()).isTrue();
    }

    @Test
    @Order(2)
    void aPartThatEndsByItselfIsMissed() {
        ProcessHandle.of(platform.state().part("opa").pid()).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(platform.state().part("opa").health()).isEqualTo("failed"));
        platform.startPart("opa");
        assertThat(platform.state().ready()).isTrue();
    }

    @Test
    @Order(3)
    void nothingOutlivesASupervisorThatIsKilled() {
        List<Long> processes =
                platform.state().parts().stream().map(PlatformState.Part::pid).toList();

        ProcessHandle.of(platform.pid()).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(processes)
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
        assertThat(Platform.running(PROJECT, FOLDER)).isEmpty();
    }

    private static String value(String database, String question) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        platform.jdbcUrl(database), "postgres", platform.superuserPassword());
                ResultSet rows = connection.createStatement().executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String claims(String account) {
        String payload = platform.token(account).split("\\.", -1)[1];
        return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    }
}
