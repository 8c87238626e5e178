package uk.concord.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.problem.ProblemException;

class EngineReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void revisionsAndFaultsOfOurTwoBundlesAreRead() throws Exception {
        EngineReport report = EngineReport.of(JSON.readTree("""
                {"labels":{"id":"0b1c","engine":"ward-7","version":"1.22.2"},
                 "bundles":{
                   "rules":{"name":"rules","active_revision":"12"},
                   "register":{"name":"register","active_revision":"40","code":"bundle_error","message":"refused\\u001b[31m it",
                     "errors":[{"message":"no signature"}]},
                   "other":{"code":"bundle_error","message":"not ours"}}}"""));

        assertThat(report)
                .isEqualTo(new EngineReport("ward-7", "1.22.2", "12", "40", "register: refused [31m it, no signature"));
    }

    @Test
    void anEngineWithoutAnythingYetHasNoRevisions() throws Exception {
        EngineReport report =
                EngineReport.of(JSON.readTree("{\"labels\":{\"id\":\"0b1c\"},\"bundles\":{\"rules\":{}}}"));

        assertThat(report).isEqualTo(new EngineReport("0b1c", "", null, null, null));
    }

    @Test
    void whatIsVeryLongIsCut() throws Exception {
        EngineReport report = EngineReport.of(
                JSON.readTree("{\"labels\":{\"id\":\"a\"},\"bundles\":{\"rules\":{\"code\":\"c\",\"message\":\"%s\"}}}"
                        .formatted("x".repeat(10_000))));

        assertThat(report.fault()).hasSize(500).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"labels\":{}}", "{\"labels\":{\"id\":\"a b\"}}", "{\"labels\":{\"id\":\"<script>\"}}"})
    void whoDoesNotSayWhoItIsIsRefused(String report) throws Exception {
        var read = JSON.readTree(report);

        assertThatThrownBy(() -> EngineReport.of(read)).isInstanceOf(ProblemException.class);
    }
}
