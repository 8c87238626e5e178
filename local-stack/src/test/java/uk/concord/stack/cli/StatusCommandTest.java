package uk.concord.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.PlatformState;

class StatusCommandTest {

    @Test
    void scriptsFindWhatTheyRelyOn(@TempDir Path root) throws Exception {
        PlatformState state = new PlatformState(
                false,
                "",
                List.of(
                        new PlatformState.Part("postgres", "localhost:15432", 42, "ready", "", 3),
                        new PlatformState.Part("gateway", "http://localhost:8080", 0, "failed", "why", 1)));

        JsonNode json = new ObjectMapper()
                .readTree(StatusCommand.json(PlatformSettings.of(new ProjectFolder(root), Map.of()), state));

        assertThat(json.fieldNames()).toIterable().containsExactly("ready", "gateway", "keycloak", "parts", "clients");
        assertThat(json.get("ready").booleanValue()).isFalse();
        assertThat(json.get("gateway").textValue()).isEqualTo("http://localhost:8080");
        assertThat(json.get("keycloak").textValue()).isEqualTo("http://localhost:8180");
        assertThat(json.get("parts").toString())
                .isEqualTo(
                        "[{\"name\":\"postgres\",\"address\":\"localhost:15432\",\"pid\":42,\"health\":\"ready\"},"
                                + "{\"name\":\"gateway\",\"address\":\"http://localhost:8080\",\"pid\":null,\"health\":\"failed\"}]");
        assertThat(json.get("clients")).hasSize(6);
        assertThat(json.get("clients").get(0).toString()).isEqualTo("{\"id\":\"rxn-epr\",\"organisation\":\"RXN\"}");
    }
}
