package uk.concord.policy.projection;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;

/** Reads state events and heartbeats strictly: anything half understood is unreadable, since half of a "no" may be a "yes". */
@ApplicationScoped
class StateReader {

    private static final String ACTIVE_STATE = "active";

    private final ObjectReader trees;
    private final ObjectMapper json;

    StateReader(ObjectMapper json) {
        this.trees = json.reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        this.json = json;
    }

    /** The state event could not be read. The message repeats nothing of it. */
    static final class UnreadableStateException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableStateException(String what) {
            super(what);
        }
    }

    /**
     * Reads a state.
     *
     * @throws UnreadableStateException if it isn't a whole, consistent state of this patient in a format that is known
     */
    PatientState state(PatientId patient, byte @Nullable [] value) throws UnreadableStateException {
        PatientState scanned = value == null ? null : StateScanner.scan(patient, value);
        return scanned == null ? strictly(patient, value) : scanned;
    }

    /** The same by the tree of the JSON, whatever its form. */
    PatientState strictly(PatientId patient, byte @Nullable [] value) throws UnreadableStateException {
        PatientState state = parse(value);
        if (!PatientState.SCHEMA.equals(state.schema())
                || !patient.equals(state.patient())
                || state.revision() < 0
                || state.nhsNumbers() == null
                || state.nhsNumbers().isEmpty()
                || state.nhsNumbers().stream().anyMatch(Objects::isNull)
                || state.preferences() == null) {
            throw new UnreadableStateException("a member is missing or of another patient or format");
        }
        Set<String> schemes = new HashSet<>();
        for (SchemePreference preference : state.preferences()) {
            if (preference == null || !readable(preference) || !schemes.add(preference.scheme())) {
                throw new UnreadableStateException("a preference is incomplete or there twice");
            }
        }
        return state;
    }

    private PatientState parse(byte @Nullable [] value) throws UnreadableStateException {
        if (value == null) {
            throw new UnreadableStateException("there is no value");
        }
        try {
            JsonNode tree = trees.readTree(value);
            for (JsonNode preference : tree.path("preferences")) {
                if (!ACTIVE_STATE.equals(preference.path("state").asText(ACTIVE_STATE))) {
                    throw new UnreadableStateException("a preference is in a state that isn't known");
                }
            }
            PatientState state = json.treeToValue(tree, PatientState.class);
            if (state == null) {
                throw new UnreadableStateException("the value is null");
            }
            return state;
        } catch (IOException | RuntimeException e) {
            throw new UnreadableStateException("the value isn't the JSON of a state");
        }
    }

    private static boolean readable(SchemePreference preference) {
        List<PreferenceRule> exceptions = preference.exceptions();
        return preference.scheme() != null
                && preference.effect() != null
                && exceptions != null
                && exceptions.stream().allMatch(rule -> rule != null && rule.effect() != null);
    }

    /**
     * Reads a heartbeat's instant.
     *
     * @throws UnreadableStateException if it has none
     */
    Instant heartbeat(byte @Nullable [] value) throws UnreadableStateException {
        if (value == null) {
            throw new UnreadableStateException("a heartbeat has no value");
        }
        try {
            return Instant.parse(trees.readTree(value).path("at").asText());
        } catch (IOException | DateTimeException e) {
            throw new UnreadableStateException("a heartbeat has no instant");
        }
    }
}
