package uk.concord.policy.breakglass;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.identity.UuidV7;

/** Grants as events, whole each time. The key is the grant's id; whom it is about stands in the data alone. */
@ApplicationScoped
class GrantEvents {

    private static final String SCHEMA = "concord-break-glass-grant/1";
    private static final String TYPE = "uk.concord.break-glass.grant.v1";
    private static final String SOURCE = "/policy-service";

    private final ObjectMapper json;
    private final ObjectReader reader;
    private final UuidV7 ids;
    private final Clock clock;

    GrantEvents(ObjectMapper json, UuidV7 ids, Clock clock) {
        this.json = json;
        this.reader = json.readerFor(Value.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.ids = ids;
        this.clock = clock;
    }

    record Value(String schema, Grant grant) {}

    CloudEvent event(Grant grant) {
        try {
            return new CloudEvent(
                    ids.next(),
                    SOURCE,
                    TYPE,
                    clock.instant(),
                    grant.id().toString(),
                    null,
                    json.writeValueAsBytes(new Value(SCHEMA, grant)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grant can always be written as JSON", e);
        }
    }

    /** The grant of an event with this key, if it is whole and in a format that is known. */
    Optional<Grant> read(UUID key, byte @Nullable [] data) {
        if (data == null) {
            return Optional.empty();
        }
        try {
            Value value = reader.readValue(data);
            return Optional.ofNullable(value)
                    .filter(it -> SCHEMA.equals(it.schema()))
                    .map(Value::grant)
                    .filter(it -> isWhole(it, key));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(Grant grant, UUID key) {
        return key.equals(grant.id())
                && grant.whose() != null
                && Objects.nonNull(grant.whose().pseudonym())
                && grant.requester() != null
                && grant.user() != null
                && grant.reason() != null
                && grant.until() != null;
    }

    /** The instant of a heartbeat, if it can be read. */
    Optional<Instant> heartbeat(byte @Nullable [] data) {
        if (data == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(json.readTree(data).path("at").asText()));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
