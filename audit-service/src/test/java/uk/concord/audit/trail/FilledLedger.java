package uk.concord.audit.trail;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.ledger.LedgerWriter;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.LedgerDatabase;
import uk.concord.stack.testing.TestDatabase;

/** A ledger that is written without a topic: fast, and with every record's time as a test wants it. */
final class FilledLedger implements AutoCloseable {

    private static final Instant RECORDED = Instant.parse("2026-11-26T12:00:00Z");

    final LedgerDatabase database = LedgerDatabase.create();
    final Records records;

    private final AgroalDataSource pool;
    private final LedgerWriter writer = new LedgerWriter();
    private TreeEdge edge = new TreeEdge();

    FilledLedger() throws SQLException {
        TestDatabase.Login login = database.database().service();
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(settings -> settings.maxSize(2)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(database.database().jdbcUrl())
                                .principal(new NamePrincipal(login.role()))
                                .credential(new SimplePassword(login.password())))));
        records = new Records(pool);
    }

    /** Appends so many decisions that happened at this time, and returns their ids, the newest first. */
    List<UUID> append(int count, Instant at) throws SQLException, UnreadableRecordException {
        List<NewRecord> batch = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AuditBodies body =
                    AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).at(at);
            batch.add(NewRecord.read(body.bytes()));
            ids.addFirst(body.id());
        }
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            writer.makeMonths(connection, RECORDED);
            edge = writer.append(connection, edge, batch, RECORDED);
            connection.commit();
        }
        return ids;
    }

    @Override
    public void close() {
        pool.close();
    }
}
