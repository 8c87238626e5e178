package uk.concord.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCountTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @TempDir
    Path root;

    @Test
    void sumsUpAllModules() throws IOException {
        report("one/target/surefire-reports/TEST-a.xml", "tests='5' failures='1' errors='1' skipped='0'");
        report("two/target/surefire-reports/TEST-b.xml", "tests='3' failures='0' errors='0' skipped='0'");
        report("three/target/failsafe-reports/TEST-c.xml", "tests='2' failures='0' errors='0' skipped='0'");
        TestCount count = new TestCount(root);

        int status = count.print(out);

        assertThat(count.passed()).isEqualTo(8);
        assertThat(count.failed()).isEqualTo(2);
        assertThat(status).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("8 passed, 2 failed");
    }

    @Test
    void aSkippedTestIsNotAPassedOne() throws IOException {
        report("one/target/surefire-reports/TEST-a.xml", "tests='2' failures='0' errors='0' skipped='1'");
        TestCount count = new TestCount(root);

        assertThat(count.print(out)).isEqualTo(1);
        assertThat(count.passed()).isEqualTo(1);
    }

    @Test
    void noTestsAtAllIsAFailure() throws IOException {
        assertThat(new TestCount(root).print(out)).isEqualTo(1);
    }

    @Test
    void allPassedIsSuccess() throws IOException {
        report("one/target/surefire-reports/TEST-a.xml", "tests='2' failures='0' errors='0' skipped='0'");

        assertThat(new TestCount(root).print(out)).isZero();
    }

    private void report(String path, String attributes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<?xml version='1.0'?><testsuite " + attributes + "></testsuite>");
    }
}
