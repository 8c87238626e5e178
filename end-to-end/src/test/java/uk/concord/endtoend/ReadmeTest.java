package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
    void itsFirstRequestIsAnsweredWithAPermit() throws IOException, InterruptedException {
        String readme = Files.readString(platform.root().resolve("README.md"));
        Matcher command = COMMAND.matcher(readme);
        assertThat(command.find()).isTrue();

        String answer = bash(command.group(1).replace("http://localhost:8080", platform.gateway().toString()));

        assertThat(answer).contains("\"decision\":true").contains("\"outcome\":\"permit\"").contains("region-direct-care");
    }

    private String bash(String script) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("readme", ".err");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(platform.root().toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(platform.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return output.replaceAll("\\s*:\\s*", ":");
    }
}
