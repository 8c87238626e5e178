package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.testing.AuditBodies;

class StoredRecordTest {

    private static final byte[] SALT = new byte[LedgerEntry.SALT_LENGTH];

    private final AuditBodies recorded = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());

    @Test
    void whatItsLeafCommitsToIsItsContent() {
        assertThat(stored(recorded.bytes(), SALT, recorded.bytes()).content().orElseThrow())
                .isEqualTo(AuditBodies.content(recorded.bytes()));
    }

    @Test
    void anotherBodyIsNotItsContent() {
        byte[] other = recorded.answered("TREAT", "deny").bytes();

        assertThat(stored(recorded.bytes(), SALT, other).content()).isEmpty();
    }

    @Test
    void aBodyUnderAnotherSaltOrHalfOfOneIsNotItsContent() {
        byte[] other = SALT.clone();
        other[31] = 1;

        assertThat(stored(recorded.bytes(), other, recorded.bytes()).content()).isEmpty();
        assertThat(stored(recorded.bytes(), new byte[16], recorded.bytes()).content())
                .isEmpty();
    }

    @Test
    void whatIsNoRecordIsNoContentEvenIfTheCommitmentWasMadeAnew() {
        byte[] words = "{\"said\":\"something\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(stored(words, SALT, words).content()).isEmpty();
    }

    private StoredRecord stored(byte[] committed, byte[] salt, byte[] body) {
        LedgerEntry entry = new LedgerEntry(recorded.id(), LedgerEntry.commit(SALT, committed));
        return new StoredRecord(7, Instant.EPOCH, entry, salt, body);
    }
}
