package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.SmallLedger;

/** What the expiry finds. */
class ErasureDatabaseTest {

    private static final Instant THEN = Instant.parse("2018-03-05T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private SmallLedger ledger;

    @BeforeEach
    void create() {
        ledger = new SmallLedger();
    }

    @Test
    void whatIsOverIsFoundByTypeAndAgeInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            ledger.append(THEN.plus(Duration.ofDays(i)), decision("decision"));
            ledger.append(THEN, decision("access"));
        }
        ledger.append(NOW, decision("decision"));
        try (Connection connection = ledger.database.asService()) {
            ErasureDatabase erasures = new ErasureDatabase(connection);

            assertThat(erasures.types()).containsExactly("access", "decision");
            assertThat(erasures.over("decision", NOW, -1, 2)).containsExactly(0L, 2L);
            assertThat(erasures.over("decision", NOW, 2, 2)).containsExactly(4L);
            assertThat(erasures.over("decision", THEN.plus(Duration.ofDays(1)), -1, 9))
                    .containsExactly(0L);
            assertThat(erasures.over("decision", THEN, -1, 9)).isEmpty();
            assertThat(erasures.over("access", NOW, -1, 9)).containsExactly(1L, 3L, 5L);
        }
    }

    @Test
    void whatIsHeldIsNotOver() throws Exception {
        UUID patient = UUID.randomUUID();
        ledger.append(THEN, AuditBodies.decision(UUID.randomUUID(), patient).bytes());
        ledger.append(THEN, decision("decision"));
        UUID hold = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.hold(hold, NOW, "{\"patient\":\"" + patient + "\"}"));
        try (Connection connection = ledger.database.asService()) {
            ErasureDatabase erasures = new ErasureDatabase(connection);

            assertThat(erasures.over("decision", NOW, -1, 9)).containsExactly(1L);
            ledger.append(NOW, ErasureBodies.release(UUID.randomUUID(), NOW, hold));
            assertThat(erasures.over("decision", NOW, -1, 9)).containsExactly(0L, 1L);
        }
    }

    @Test
    void anErasureIsPendingUntilItIsCarriedOut() throws Exception {
        ledger.append(THEN, decision("decision"));
        ledger.append(THEN, decision("decision"));
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(first, "decision", NOW, NOW, "[[0,0]]"));
        ledger.append(NOW, ErasureBodies.erasure(second, "decision", NOW, NOW, "[[1,1]]"));
        try (Connection connection = ledger.database.asService()) {
            ErasureDatabase erasures = new ErasureDatabase(connection);
            assertThat(erasures.pending()).containsExactly(first, second);
            assertThat(erasures.awaitSigned(first, Duration.ZERO)).isFalse();
            ledger.sign();
            assertThat(erasures.awaitSigned(first, Duration.ofSeconds(10))).isTrue();

            assertThat(erasures.erase(first, NOW)).isEqualTo(1);

            assertThat(erasures.pending()).containsExactly(second);
        }
    }

    @Test
    void onlyOneErasesAtATime() throws Exception {
        try (Connection one = ledger.database.asService();
                Connection other = ledger.database.asService()) {
            ErasureDatabase first = new ErasureDatabase(one);
            ErasureDatabase second = new ErasureDatabase(other);

            assertThat(first.tryToBegin()).isTrue();
            assertThat(second.tryToBegin()).isFalse();
            first.close();
            assertThat(second.tryToBegin()).isTrue();
        }
    }

    private static byte[] decision(String type) {
        return AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType(type)
                .bytes();
    }
}
