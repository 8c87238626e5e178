package uk.concord.stack.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.ProjectFolder;

class PlatformSettingsTest {

    @TempDir
    Path root;

    private ProjectFolder project;

    @BeforeEach
    void aProject() throws IOException {
        project = new ProjectFolder(root);
        Files.createDirectories(project.kept());
    }

    @Test
    void withoutSettingsThePortsAreTheUsualOnes() {
        PlatformSettings settings = PlatformSettings.of(project, Map.of());

        assertThat(settings.gateway()).hasToString("http://localhost:8080");
        assertThat(settings.issuer()).hasToString("http://localhost:8180/realms/concord");
        assertThat(settings.port(PlatformPort.KAFKA)).isEqualTo(19092);
        assertThat(settings.folder()).isEqualTo(root.resolve(".concord/run"));
        assertThat(settings.parts()).isEqualTo(PlatformParts.ALL);
    }

    @Test
    void theEnvironmentComesBeforeTheFile() throws IOException {
        Files.writeString(
                project.kept().resolve("settings.properties"), "port.gateway=9001\nport.consent-service=9002\n");

        PlatformSettings settings = PlatformSettings.of(project, Map.of("CONCORD_PORT_GATEWAY", "9003"));

        assertThat(settings.port(PlatformPort.GATEWAY)).isEqualTo(9003);
        assertThat(settings.port(PlatformPort.CONSENT_SERVICE)).isEqualTo(9002);
    }

    @Test
    void aKeyThatMeansNothingIsNamed() throws IOException {
        Files.writeString(project.kept().resolve("settings.properties"), "port.gatway=9001\n");

        assertThatThrownBy(() -> PlatformSettings.of(project, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("port.gatway");
    }

    @Test
    void whatIsNoPortIsNamedWithItsVariable() {
        assertThatThrownBy(() -> PlatformSettings.of(project, Map.of("CONCORD_PORT_OPA", "70000")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CONCORD_PORT_OPA")
                .hasMessageContaining("70000");
    }

    @Test
    void onePortForTwoPartsIsRefused() {
        assertThatThrownBy(() -> PlatformSettings.of(project, Map.of("CONCORD_PORT_OPA", "8080")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CONCORD_PORT_OPA")
                .hasMessageContaining("CONCORD_PORT_GATEWAY");
    }

    @Test
    void aTakenPortSaysWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlatformSettings settings = PlatformSettings.of(
                            project, Map.of("CONCORD_PORT_OPA", Integer.toString(taken.getLocalPort())))
                    .withParts(Set.of(PlatformParts.OPA));

            assertThatThrownBy(settings::demandFreePorts)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " (opa) is taken")
                    .hasMessageContaining("CONCORD_PORT_OPA=");
        }
    }

    @Test
    void whatIsSavedIsReadBack() {
        PlatformSettings settings = PlatformSettings.forTest(project, root.resolve("here"))
                .withParts(Set.of(PlatformParts.OPA, PlatformParts.KAFKA));

        settings.save();

        assertThat(PlatformSettings.saved(project, root.resolve("here"))).isEqualTo(settings);
    }
}
