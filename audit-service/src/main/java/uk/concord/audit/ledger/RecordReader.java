package uk.concord.audit.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.audit.AuditType;

/**
 * Reads the bytes of an audit record. It demands what the ledger needs and ignores members that it doesn't know, so that
 * records of the versions before and after can be kept, too.
 */
public final class RecordReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            // Two members of one name mean one thing to one reader and another to the next.
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{1,9}");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T00:00:00Z");
    /** The longest text, in code points, that records can be searched by: of a longer one, its beginning. */
    public static final int LONGEST = 255;

    private RecordReader() {}

    /**
     * The record as a tree.
     *
     * @throws UnreadableRecordException if the bytes aren't one JSON object in UTF-8
     */
    public static JsonNode tree(byte[] body) throws UnreadableRecordException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode tree = JSON.readTree(text);
            if (!tree.isObject()) {
                throw new UnreadableRecordException("it isn't a JSON object");
            }
            return tree;
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException("it isn't UTF-8");
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("it isn't well-formed JSON");
        }
    }

    /**
     * What the record can be searched by.
     *
     * @throws UnreadableRecordException if it isn't an audit record of a schema that we know
     */
    public static RecordFacts facts(byte[] body) throws UnreadableRecordException {
        return facts(tree(body));
    }

    /**
     * All that the record says.
     *
     * @throws UnreadableRecordException if it isn't an audit record of a schema that we know
     */
    public static RecordContent read(byte[] body) throws UnreadableRecordException {
        JsonNode record = tree(body);
        return new RecordContent(facts(record), record);
    }

    private static RecordFacts facts(JsonNode record) throws UnreadableRecordException {
        if (!AuditRecord.SCHEMA.equals(text(record, "schema"))) {
            throw new UnreadableRecordException("its schema isn't " + AuditRecord.SCHEMA);
        }
        String type = text(record, "type");
        if (!TYPE.matcher(type).matches()) {
            throw new UnreadableRecordException("its type isn't a name in small letters, digits and hyphens");
        }
        text(record, "summary");
        return new RecordFacts(
                uuid(text(record, "id"), "id"),
                type,
                instant(text(record, "occurred_at")),
                column(text(record, "source")),
                optionalColumn(record, "request_id"),
                whom(record.get("patient")),
                who(record.get("actor")),
                organisations(record.get("organisations")),
                optionalColumn(record, "purpose"),
                column(text(record, "outcome")),
                optionalUuid(record, "decision_id"),
                named(record.path("detail").path("grant")),
                type.equals(AuditType.COHORT_PART) ? CohortPeople.of(record.path("detail")) : List.of());
    }

    // Within a detail, which may hold anything, what isn't an id of ours is no reason to keep the record out.
    private static @Nullable UUID named(JsonNode id) {
        return id.isTextual() && UUID_FORM.matcher(id.textValue()).matches() ? UUID.fromString(id.textValue()) : null;
    }

    private static RecordFacts.Whom whom(@Nullable JsonNode patient) throws UnreadableRecordException {
        if (patient == null || patient.isNull()) {
            return new RecordFacts.Whom(null, null);
        }
        UUID id = optionalUuid(patient, "id");
        String pseudonym = optional(patient, "pseudonym");
        if (id == null && pseudonym == null) {
            throw new UnreadableRecordException("its patient has neither id nor pseudonym");
        }
        return new RecordFacts.Whom(id, pseudonym == null ? null : column(pseudonym));
    }

    private static RecordFacts.Who who(@Nullable JsonNode actor) throws UnreadableRecordException {
        if (actor == null || !actor.isObject()) {
            throw new UnreadableRecordException("it has no actor");
        }
        JsonNode user = actor.get("user");
        return new RecordFacts.Who(
                column(text(actor, "client")),
                column(text(actor, "subject")),
                optionalColumn(actor, "organisation"),
                user == null || user.isNull() ? null : optionalColumn(user, "id"),
                column(text(actor, "capacity")));
    }

    private static List<String> organisations(@Nullable JsonNode member) throws UnreadableRecordException {
        if (member == null || !member.isArray()) {
            throw new UnreadableRecordException("its organisations aren't an array");
        }
        TreeSet<String> codes = new TreeSet<>();
        for (JsonNode code : member) {
            if (!code.isTextual() || !ODS_CODE.matcher(code.textValue()).matches()) {
                throw new UnreadableRecordException("one of its organisations isn't an ODS code");
            }
            codes.add(code.textValue());
        }
        return List.copyOf(new ArrayList<>(codes));
    }

    private static Instant instant(String text) throws UnreadableRecordException {
        try {
            Instant instant = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw new UnreadableRecordException("its occurred_at isn't an instant");
        }
        throw new UnreadableRecordException("its occurred_at is out of all reason");
    }

    private static String text(JsonNode object, String member) throws UnreadableRecordException {
        String value = optional(object, member);
        if (value == null) {
            throw new UnreadableRecordException("its member " + member + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(JsonNode object, String member) throws UnreadableRecordException {
        JsonNode value = object.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new UnreadableRecordException("its member " + member + " isn't a text");
        }
        return value.textValue();
    }

    private static @Nullable UUID optionalUuid(JsonNode object, String member) throws UnreadableRecordException {
        String text = optional(object, member);
        return text == null ? null : uuid(text, member);
    }

    private static UUID uuid(String text, String member) throws UnreadableRecordException {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new UnreadableRecordException("its member " + member + " isn't a UUID");
        }
        return UUID.fromString(text);
    }

    // What a caller of ours sent may be in here: whatever it is must not keep a record out of the ledger. PostgreSQL
    // can't store
    // NUL or half a surrogate pair; the body keeps what was really said.
    private static String column(String text) {
        String storable =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return storable.codePointCount(0, storable.length()) <= LONGEST
                ? storable
                : storable.substring(0, storable.offsetByCodePoints(0, LONGEST));
    }

    private static @Nullable String optionalColumn(JsonNode object, String member) throws UnreadableRecordException {
        String text = optional(object, member);
        return text == null ? null : column(text);
    }
}
