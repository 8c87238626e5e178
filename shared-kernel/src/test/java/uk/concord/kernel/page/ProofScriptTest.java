package uk.concord.kernel.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The script that checks proofs in the browser, run by Node.js, which the build needs anyway. */
class ProofScriptTest {

    private static final Path ROOT = Path.of(System.getProperty("concord.root"));

    @Test
    void theScriptProvesTheLedgersVectorsAndRefusesEveryAlterationOfThem() throws Exception {
        Process node = new ProcessBuilder("node", "--test", "--test-reporter=tap", "src/test/web/proof.test.mjs")
                .directory(ROOT.resolve("shared-kernel").toFile())
                .redirectErrorStream(true)
                .start();

        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).as(said).isZero();
        assertThat(said).contains("# fail 0").doesNotContain("# pass 0");
    }
}
