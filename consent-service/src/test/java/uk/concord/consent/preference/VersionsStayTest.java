package uk.concord.consent.preference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.RealPolicy;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class VersionsStayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update preference_version set effect = 'permit'",
                "delete from preference_version",
                "truncate preference_version",
                "delete from patient",
                "update patient set id = id",
                "delete from patient_alias",
                "update patient_alias set since = now()",
                "update outbox set data = data",
                "drop table preference_version",
                "create table mine (id int)"
            })
    void theServicesRoleMayNot(String statement) {
        assertThatThrownBy(() -> run("quarkus.datasource.username", "quarkus.datasource.password", statement))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update preference_version set effect = 'permit'",
                "delete from preference_version",
                "truncate preference_version"
            })
    void theOwnerIsHeldBackByTheTrigger(String statement) {
        assertThatThrownBy(() -> run("quarkus.flyway.username", "quarkus.flyway.password", statement))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("versions of preferences are only ever added");
    }

    @Test
    void aRevisionNeverGoesBack() {
        String id = Patients.registered().id();
        assertThatThrownBy(() -> run(
                        "quarkus.flyway.username",
                        "quarkus.flyway.password",
                        "update patient set revision = 5 where id = '" + id + "';"
                                + "update patient set revision = 4 where id = '" + id + "'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("never goes back");
    }

    private static void run(String user, String password, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        setting("quarkus.datasource.jdbc.url"), setting(user), setting(password));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
