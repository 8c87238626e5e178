package uk.concord.audit.ingest;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens the sequencer's own connection, which no pool may share: its session is the leadership. */
@FunctionalInterface
interface Connections {

    Connection open() throws SQLException;
}
