package uk.concord.kernel.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Where the outbox is. The relay's connection is its own, outside the pool: it holds a session lock and listens, and a pool
 * would lend such a session to somebody else.
 *
 * @param url of the JDBC driver of PostgreSQL
 */
public record RelayDatabase(String url, String user, String password) {

    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "20";

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "outbox-relay");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // The server must notice a vanished leader too, or its lock would keep every standby waiting for hours.
        properties.setProperty(
                "options", "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3");
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("quarkus.datasource.jdbc.url isn't an address of PostgreSQL");
        }
        return connection;
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "RelayDatabase[hidden]";
    }
}
