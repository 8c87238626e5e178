package uk.concord.audit.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.retention.Spans;
import uk.concord.audit.verify.Findings.Kind;
import uk.concord.kernel.audit.AuditType;

/**
 * What the ledger's erasure records say was erased. Only such count as are what their leaves commit to and as a checkpoint that
 * agrees with the tree was signed over: whoever can only write into the database can't make one.
 */
final class ErasureClaims {

    /** So long after it was recorded an erasure may wait to be carried out: the service may be down meanwhile. */
    static final Duration CARRIED_OUT_WITHIN = Duration.ofHours(24);

    private static final String QUERY = """
            select l.leaf_index, l.event_id, l.commitment, r.salt, r.body
              from record r join leaf l on l.leaf_index = r.leaf_index
             where r.type = 'erasure' and l.leaf_index < (select coalesce(max(tree_size), 0) from checkpoint)
             order by l.leaf_index
            """;
    private static final String HELD = """
            select exists (
                select from unnest(?::int8multirange) as named (span)
                  join record r on r.leaf_index >= lower(named.span) and r.leaf_index < upper(named.span)
                 where is_held(r.leaf_index, r.patient_id, r.pseudonym, r.organisations, r.decision_id))
            """;

    private final Connection connection;
    private final Findings findings;
    private final Deque<Claim> ahead;
    private final List<Claim> running = new ArrayList<>();
    private final List<Claim> passed = new ArrayList<>();
    private long erased;

    private ErasureClaims(Connection connection, Findings findings, Deque<Claim> ahead) {
        this.connection = connection;
        this.findings = findings;
        this.ahead = ahead;
    }

    /** One erasure record, and what was found of what it names. */
    private static final class Claim {

        private final long index;
        private final UUID event;
        private final Instant recordedAt;
        private final Spans spans;
        private long gone;
        private long there;

        private Claim(long index, UUID event, Instant recordedAt, Spans spans) {
            this.index = index;
            this.event = event;
            this.recordedAt = recordedAt;
            this.spans = spans;
        }

        private String named() {
            return "The erasure record of leaf " + index + " (event " + event + ")";
        }
    }

    /** Reads them all. What isn't as it was recorded is left out here; the check of its own leaf names it. */
    static ErasureClaims read(Connection connection, Findings findings) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            try (ResultSet rows = statement.executeQuery(QUERY)) {
                while (rows.next()) {
                    add(claims, rows);
                }
            }
        }
        claims.sort(Comparator.comparingLong(claim -> claim.spans.first()));
        return new ErasureClaims(connection, findings, new ArrayDeque<>(claims));
    }

    private static void add(List<Claim> claims, ResultSet row) throws SQLException {
        byte[] body = row.getBytes(5);
        UUID event = row.getObject(2, UUID.class);
        byte[] commitment = LedgerEntry.commit(row.getBytes(4), body).bytes();
        if (!Arrays.equals(commitment, row.getBytes(3))) {
            return;
        }
        try {
            RecordFacts facts = RecordReader.facts(body);
            JsonNode detail = RecordReader.tree(body).path("detail");
            Spans spans = Spans.read(detail.path("spans"));
            // An erasure is recorded before it is carried out, so it can't name what came after it.
            if (facts.type().equals(AuditType.ERASURE) && facts.id().equals(event) && spans.last() < row.getLong(1)) {
                claims.add(new Claim(row.getLong(1), event, facts.occurredAt(), spans));
            }
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            // Then it says of nothing that it was erased, and whatever is gone is named.
        }
    }

    /** Whether the ledger says that the record of this leaf, which is gone, was erased. Leaves come in rising order. */
    boolean cover(long leaf) {
        List<Claim> covering = over(leaf);
        covering.forEach(claim -> claim.gone++);
        erased += covering.isEmpty() ? 0 : 1;
        return !covering.isEmpty();
    }

    /** Notes that the record of this leaf is there. Leaves come in rising order. */
    void keep(long leaf) {
        over(leaf).forEach(claim -> claim.there++);
    }

    private List<Claim> over(long leaf) {
        while (!ahead.isEmpty() && ahead.getFirst().spans.first() <= leaf) {
            running.add(ahead.removeFirst());
        }
        if (running.isEmpty()) {
            return List.of();
        }
        List<Claim> over = new ArrayList<>();
        running.removeIf(claim -> {
            boolean past = claim.spans.last() < leaf;
            if (past) {
                passed.add(claim);
            } else if (claim.spans.contains(leaf)) {
                over.add(claim);
            }
            return past;
        });
        return over;
    }

    /** How many records were erased. */
    long erased() {
        return erased;
    }

    /**
     * Says what follows, when all leaves have been seen.
     *
     * @param signed how many of the first records are as they were signed
     */
    void conclude(long signed) throws SQLException {
        passed.addAll(running);
        for (Claim claim : passed) {
            if (claim.gone > 0 && claim.index >= signed) {
                findings.add(
                        Kind.MISSING,
                        claim.event,
                        claim.named() + " names " + claim.gone
                                + " records that are gone, but no signature that agrees with the ledger covers it.");
            }
            if (claim.there > 0 && isOverdue(claim) && !isHeld(claim)) {
                findings.add(
                        Kind.ERASURE,
                        claim.event,
                        claim.named() + " names " + claim.there + " records that are still there, more than "
                                + CARRIED_OUT_WITHIN.toHours() + " hours after it, and no legal hold says why.");
            }
        }
    }

    private boolean isOverdue(Claim claim) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select now()")) {
            rows.next();
            Instant now = rows.getObject(1, OffsetDateTime.class).toInstant();
            return claim.recordedAt.isBefore(now.minus(CARRIED_OUT_WITHIN));
        }
    }

    private boolean isHeld(Claim claim) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HELD)) {
            query.setString(1, claim.spans.asMultirange());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
