package uk.concord.stack.testing;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import uk.concord.stack.postgres.DatabaseSetup;
import uk.concord.stack.postgres.DatabaseSetup.Login;
import uk.concord.stack.postgres.DatabaseSetup.ServiceDatabase;
import uk.concord.stack.postgres.PostgresServer;

/** A new database for each test session; those of sessions that have ended are dropped when the next is made. */
final class SessionDatabases {

    private final PostgresServer server;
    private final DatabaseSetup setup;
    private final String password;
    private final Map<String, Long> sessions = new ConcurrentHashMap<>();
    private int made;

    SessionDatabases(PostgresServer server, String password) {
        this.server = server;
        this.setup = new DatabaseSetup(server);
        this.password = password;
    }

    /** Creates a database for the session of one process, and says how to reach it, as lines of a properties file. */
    synchronized String create(String service, long pid) throws SQLException {
        dropThoseOfEndedSessions();
        made++;
        String database = service + "_" + made;
        ServiceDatabase wanted = new ServiceDatabase(
                database, new Login(service + "_owner", password), new Login(service + "_service", password));
        setup.create(wanted);
        Login verifier = new Login(service + "_verifier", password);
        setup.createReader(wanted, verifier);
        sessions.put(database, pid);
        return "jdbc-url=" + server.jdbcUrl(database) + "\ndatabase=" + database + "\n"
                + lines("owner", wanted.owner())
                + lines("service", wanted.service())
                + lines("verifier", verifier)
                + lines("superuser", new Login("postgres", password));
    }

    private void dropThoseOfEndedSessions() throws SQLException {
        for (Map.Entry<String, Long> session : sessions.entrySet()) {
            if (ProcessHandle.of(session.getValue())
                    .filter(ProcessHandle::isAlive)
                    .isEmpty()) {
                setup.drop(session.getKey());
                sessions.remove(session.getKey());
            }
        }
    }

    private static String lines(String who, Login login) {
        return who + ".role=" + login.role() + "\n" + who + ".password=" + login.password() + "\n";
    }
}
