package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.SmallLedger;

/**
 * A ledger in which erasures are recorded. It begins with six records: leaves 0 to 3 are decisions of 2018, leaf 4 is a sign-in of then,
 * leaf 5 a decision of today.
 */
final class LedgerWithErasures {

    static final Instant THEN = Instant.parse("2018-03-05T12:00:00Z");
    static final Instant LIMIT = Instant.parse("2018-03-06T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final UUID PATIENT = UUID.fromString("0190a000-0000-7000-8000-000000000001");
    static final UUID DECISION = UUID.fromString("0190a000-0000-7000-8000-000000000002");

    final SmallLedger ledger = new SmallLedger();

    LedgerWithErasures() throws Exception {
        ledger.append(THEN, AuditBodies.decision(DECISION, PATIENT).bytes());
        for (int i = 0; i < 3; i++) {
            ledger.append(THEN, decision());
        }
        ledger.append(
                THEN,
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                        .ofType("sign-in")
                        .bytes());
        ledger.append(NOW, decision());
    }

    static byte[] decision() {
        return AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).bytes();
    }

    /** An erasure record of now that names these, under a checkpoint. */
    UUID signed(String type, String spans) throws Exception {
        UUID erasure = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(erasure, type, LIMIT, NOW, spans));
        ledger.sign();
        return erasure;
    }

    void refused(UUID erasure, String why) throws SQLException {
        List<Long> before = leaves("record");
        assertThatThrownBy(() -> ledger.erase(erasure)).hasMessageContaining(why);
        assertThat(leaves("record")).isEqualTo(before);
        assertThat(ledger.database.number("select count(*) from erasure where event_id = '" + erasure + "'"))
                .isZero();
    }

    List<Long> leaves(String table) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select leaf_index from " + table + " order by 1")) {
            List<Long> leaves = new ArrayList<>();
            while (rows.next()) {
                leaves.add(rows.getLong(1));
            }
            return leaves;
        }
    }
}
