package uk.concord.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.Driver;

/** Opens connections with the data source's address and role. */
@ApplicationScoped
class SequencerConnections implements Connections {

    private final String url;
    private final Properties properties = new Properties();

    SequencerConnections(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.url = url;
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "audit-service sequencer");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        // The server must notice soon that a leader's machine is gone: until then its session keeps the lock. And what
        // a
        // checkpoint is signed over must be on disk, whatever the server's default is.
        properties.setProperty(
                "options",
                "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
                        + " -c synchronous_commit=on -c idle_in_transaction_session_timeout=60000");
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("quarkus.datasource.jdbc.url isn't the address of a PostgreSQL database");
        }
        return connection;
    }
}
