package uk.concord.audit.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;

/**
 * Puts each change of the log's keys into the ledger, before anything is signed with them. Without such a record the ledger is one
 * that has had the one key from its beginning.
 */
final class KeyChanges {

    private static final String SERVICE = "audit-service";
    private static final String CURRENT = "current";
    private static final String NEWEST = "select body from record where type = '" + AuditType.LEDGER_KEY_CHANGE
            + "' order by leaf_index desc limit 1";

    private final KeySet keys;
    private final Function<AuditEntry, byte[]> recorded;

    /** @param recorded makes the exact bytes of an audit record, now */
    KeyChanges(KeySet keys, Function<AuditEntry, byte[]> recorded) {
        this.keys = keys;
        this.recorded = recorded;
    }

    /**
     * One key, as a record says it.
     *
     * @param role current, second or former
     * @param id eight hexadecimal digits
     * @param key the verifier key
     * @param until as in {@link VerifierKeys.Entry}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(
            String role, String id, String key, @Nullable Long until) {

        static Said of(String role, VerifierKeys.Entry entry) {
            return new Said(role, entry.key().hexId(), entry.key().text(), entry.until());
        }

        static Said read(JsonNode one) {
            return new Said(
                    one.path("role").asText(),
                    one.path("id").asText(),
                    one.path("key").asText(),
                    one.has("until") ? one.path("until").asLong() : null);
        }
    }

    /**
     * The record that these keys are others than those that the ledger says it has, if they are.
     *
     * @param size of the ledger without it
     */
    Optional<NewRecord> due(Connection connection, long size) throws SQLException {
        List<Said> now = said();
        return now.equals(known(connection)) ? Optional.empty() : Optional.of(change(now, size));
    }

    private List<Said> said() {
        List<VerifierKeys.Entry> entries = keys.verifiers().entries();
        List<Said> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            all.add(Said.of(i >= keys.signers().size() ? "former" : i == 0 ? CURRENT : "second", entries.get(i)));
        }
        return all;
    }

    /** What the newest record says. */
    private List<Said> known(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST);
                ResultSet rows = query.executeQuery()) {
            List<Said> known = new ArrayList<>();
            if (rows.next()) {
                RecordReader.tree(rows.getBytes(1))
                        .path("detail")
                        .path("keys")
                        .forEach(one -> known.add(Said.read(one)));
            } else {
                known.add(Said.of(CURRENT, keys.verifiers().entries().getFirst()));
            }
            return known;
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("a record could be read when it was recorded; run the verifier", e);
        }
    }

    private NewRecord change(List<Said> now, long size) {
        AuditActor self = new AuditActor(SERVICE, SERVICE, null, null, AuditActor.Capacity.SYSTEM);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("origin", keys.verifiers().origin());
        detail.put("size", size);
        detail.put("keys", now);
        byte[] body = recorded.apply(AuditEntry.of(
                        AuditType.LEDGER_KEY_CHANGE, self, "changed", "The keys that sign the ledger were changed.")
                .with(detail));
        try {
            return NewRecord.read(body);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("a record of our own can be read", e);
        }
    }
}
