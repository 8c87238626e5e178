package uk.concord.audit.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Records of erasures and of legal holds, as audit-service writes them. */
public final class ErasureBodies {

    private ErasureBodies() {}

    /** @param spans as JSON, such as {@code [[0, 2]]} */
    public static byte[] erasure(UUID id, String type, Instant recordedBefore, Instant at, String spans) {
        return record(
                id,
                "erasure",
                "erased",
                at,
                "{\"erased_type\":\"" + type + "\",\"kept_for\":\"P8Y\",\"recorded_before\":\"" + recordedBefore
                        + "\",\"records\":1,\"spans\":" + spans + "}");
    }

    /** @param subject as JSON, such as {@code {"organisation":"RXN"}} */
    public static byte[] hold(UUID id, Instant at, String subject) {
        return record(
                id,
                "legal-hold",
                "placed",
                at,
                "{\"subject\":" + subject + ",\"reason\":\"A claim.\",\"reference\":\"C-1\"}");
    }

    public static byte[] release(UUID id, Instant at, UUID hold) {
        return record(id, "legal-hold", "released", at, "{\"hold\":\"" + hold + "\",\"reason\":\"Settled.\"}");
    }

    private static byte[] record(UUID id, String type, String outcome, Instant at, String detail) {
        return """
                {"schema":"concord-audit/1","id":"%s","type":"%s","occurred_at":"%s","source":"audit-service",\
                "actor":{"client":"audit-service","subject":"audit-service","capacity":"system"},"organisations":[],\
                "outcome":"%s","summary":"A summary.","detail":%s}""".formatted(id, type, at, outcome, detail).getBytes(StandardCharsets.UTF_8);
    }
}
