package uk.concord.consent.preference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import uk.concord.consent.idempotency.IdempotentAnswers;
import uk.concord.consent.idempotency.IdempotentAnswers.Answer;
import uk.concord.consent.preference.MyPreferences.Changed;
import uk.concord.kernel.idempotency.IdempotencyKey;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;

/** Takes a change and gives its answer: a new one, or the one that the same request got before. */
@ApplicationScoped
class ChangeDesk {

    private final PreferenceChanges changes;
    private final IdempotentAnswers answers;
    private final ObjectMapper json;

    ChangeDesk(PreferenceChanges changes, IdempotentAnswers answers, ObjectMapper json) {
        this.changes = changes;
        this.answers = answers;
        this.json = json;
    }

    @Transactional
    Answer take(PatientId patient, long seen, Change change, Author author, Optional<IdempotencyKey> key) {
        if (key.isEmpty()) {
            return make(patient, seen, change, author);
        }
        byte[] fingerprint = sha256(write(change));
        return answers.once(patient, key.get(), fingerprint, () -> make(patient, seen, change, author));
    }

    private Answer make(PatientId patient, long seen, Change change, Author author) {
        PatientState state = changes.make(patient, seen, change, author);
        String inForce = "/me/preferences/in-force?revision=" + state.revision();
        return new Answer(state.revision(), write(new Changed(state.revision(), state.preferences(), inForce)));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change can always be written as JSON", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
