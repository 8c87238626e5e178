package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Reads the bytes of an AuditEvent, strictly. */
final class EventReader {

    /** The longest that is taken, well below what the audit topic takes with the record around it. */
    static final int LONGEST = 256 * 1024;

    private static final int DEEPEST = 40;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventReader() {}

    /**
     * The event, without the id and version that the sender gave it: these are ours to give (FHIR R4 3.1.0.8).
     *
     * @throws ProblemException 400 if it has not the structure of an AuditEvent, 413 if it is too long, 422 if it holds what isn't
     *     accepted
     */
    static ObjectNode read(byte[] body) {
        if (body.length > LONGEST) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "An AuditEvent may have at most " + LONGEST + " bytes. Refer to data, don't send it.");
        }
        JsonNode tree = tree(body);
        if (!(tree instanceof ObjectNode event)
                || !event.path("resourceType").asText("").equals("AuditEvent")) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Send one AuditEvent of FHIR R4 as JSON; resourceType must be AuditEvent.");
        }
        Faults faults = new Faults();
        new StructureCheck(faults).check(event);
        faults.demandNone();
        event.remove("id");
        if (event.path("meta") instanceof ObjectNode meta) {
            meta.remove("versionId");
            meta.remove("lastUpdated");
            if (meta.isEmpty()) {
                event.remove("meta");
            }
        }
        return event;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The body isn't well-formed JSON.", e);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    /** When it happened, to the microsecond; not later than now, as far as clocks agree. */
    static Instant recorded(ObjectNode event, Instant now, Faults faults) {
        Instant recorded = OffsetDateTime.parse(event.path("recorded").asText())
                .toInstant()
                .truncatedTo(ChronoUnit.MICROS);
        if (recorded.isBefore(EARLIEST) || recorded.isAfter(now.plus(CLOCKS_DIFFER))) {
            faults.refused("AuditEvent.recorded", "must be when it happened, which isn't in the future.");
        }
        return recorded;
    }
}
