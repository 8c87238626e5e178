package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.tool.GoTool;

/** Somebody without an account checks the whole ledger through the public address, with a program that others wrote. */
@ExtendWith(RunningPlatform.class)
class OutsiderChecksTest {

    private final Platform platform;

    OutsiderChecksTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theWholeLedgerIsCheckedByTesserasFsck(@TempDir Path folder) throws Exception {
        platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(5), "medications"))
                .then()
                .statusCode(200);
        Path key = Files.writeString(
                folder.resolve("log.vkey"),
                given().get(platform.gateway().resolve("/audit/log/key"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());

        Command fsck = Command.run(
                folder,
                Map.of(),
                List.of(
                        GoTool.FSCK.path().toString(),
                        "--storage_url=" + platform.gateway().resolve("/audit/log/"),
                        "--public_key=" + key,
                        "--N=8",
                        "--qps=80",
                        "--ui=false"));

        assertThat(fsck.output()).contains("Successfully fsck'd log with size ").doesNotContain("fsck failed");
    }
}
