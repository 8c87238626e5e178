package uk.concord.audit.trail;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.kernel.audit.AuditPatient;

/** Finds out which of some named records somebody may see, without reading their bodies. */
@ApplicationScoped
class SelectedRecords {

    private final AgroalDataSource database;

    SelectedRecords(AgroalDataSource database) {
        this.database = database;
    }

    /** Those with these ids that the viewer may see, in the ledger's order. */
    List<Selection.Member> withIds(Collection<UUID> ids, Viewer viewer) {
        return members("l.event_id = any(string_to_array(?, ',')::uuid[])", ids, viewer);
    }

    /** Those at these places that the viewer may see, in the ledger's order. */
    List<Selection.Member> at(Collection<Long> places, Viewer viewer) {
        return members("l.leaf_index = any(string_to_array(?, ',')::bigint[])", places, viewer);
    }

    private List<Selection.Member> members(String named, Collection<?> names, Viewer viewer) {
        Conditions conditions =
                new Conditions().and(named, names.stream().map(Object::toString).collect(Collectors.joining(",")));
        Narrowing.seenBy(viewer, conditions);
        String sql = "select l.event_id, l.leaf_index, r.patient_id, r.pseudonym from record r join leaf l"
                + " on l.leaf_index = r.leaf_index and l.recorded_at = r.recorded_at" + conditions.text()
                + " order by l.leaf_index";
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            conditions.set(query);
            try (ResultSet rows = query.executeQuery()) {
                List<Selection.Member> members = new ArrayList<>();
                while (rows.next()) {
                    members.add(new Selection.Member(
                            rows.getObject(1, UUID.class),
                            rows.getLong(2),
                            patient(rows.getObject(3, UUID.class), rows.getString(4))));
                }
                return members;
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static @Nullable AuditPatient patient(@Nullable UUID id, @Nullable String pseudonym) {
        return id == null && pseudonym == null ? null : new AuditPatient(id, pseudonym);
    }
}
