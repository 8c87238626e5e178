package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README tells a newcomer to type gives what it says. */
@ExtendWith(RunningPlatform.class)
class ReadmeTest {

    private static final Pattern COMMAND = Pattern.compile("```bash\n(curl.*?)```", Pattern.DOTALL);

    private final Platform platform;

    ReadmeTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void itsFirstRequestIsAnsweredWithAPermit() throws IOException {
        String readme = Files.readString(platform.root().resolve("README.md"));
        Matcher command = COMMAND.matcher(readme);
        assertThat(command.find()).isTrue();

        String answer = bash(command.group(1)
                .replace("http://localhost:8080", platform.gateway().toString()));

        assertThat(answer)
                .contains("\"decision\":true")
                .contains("\"outcome\":\"permit\"")
                .contains("region-direct-care");
    }

    private String bash(String script) {
        Command command = Command.run(platform.root(), platform.environment(), List.of("bash", "-c", script));
        assertThat(command.exitStatus()).as(command.output()).isZero();
        return command.output().replaceAll("\\s*:\\s*", ":");
    }
}
