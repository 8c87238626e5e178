package uk.concord.stack.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.kafka.KafkaServer;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.postgres.PostgresServer;
import uk.concord.stack.process.Folders;

/**
 * Holds a test stack up until its last owner has ended, however it ended.
 *
 * <p>Arguments: its folder, and the process number of its first owner.
 */
final class TestStackDaemon {

    /** Protects data that live for minutes and listen on loopback only. */
    private static final String PASSWORD = "test";

    private final Path folder;
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final SessionDatabases databases;
    private final Set<Long> owners = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);

    private TestStackDaemon(Path folder, PostgresServer postgres, KafkaServer kafka) {
        this.folder = folder;
        this.postgres = postgres;
        this.kafka = kafka;
        this.databases = new SessionDatabases(postgres, PASSWORD);
    }

    static void main(String[] arguments) throws Exception {
        ProjectFolder project = ProjectFolder.here();
        Path folder = Path.of(arguments[0]);
        List<Integer> ports = FreePorts.several(3);
        CompletableFuture<PostgresServer> postgres =
                CompletableFuture.supplyAsync(() -> PostgresServer.start(new PostgresServer.Settings(
                        project,
                        folder.resolve("postgres"),
                        folder.resolve("postgres.log"),
                        ports.get(0),
                        PASSWORD,
                        false)));
        KafkaServer kafka = KafkaServer.start(new KafkaServer.Settings(
                project, folder.resolve("kafka"), folder.resolve("kafka.log"), ports.get(1), ports.get(2)));
        TestStackDaemon daemon = new TestStackDaemon(folder, postgres.join(), kafka);
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::stop));
        daemon.adopt(Long.parseLong(arguments[1]));
        daemon.serve();
        daemon.end.await();
        System.exit(0);
    }

    private void serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Path part = folder.resolve(StackControl.PROPERTIES + ".part");
        Files.writeString(
                part,
                "pid=" + ProcessHandle.current().pid() + "\nport="
                        + server.getAddress().getPort() + "\n");
        Files.move(part, folder.resolve(StackControl.PROPERTIES), StandardCopyOption.ATOMIC_MOVE);
    }

    private void answer(HttpExchange exchange) throws IOException {
        int status = 200;
        String body;
        try {
            body = answer(exchange.getRequestURI());
        } catch (SQLException | RuntimeException e) {
            status = 500;
            body = String.valueOf(e.getMessage());
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private String answer(URI request) throws SQLException {
        Map<String, String> query = query(request);
        return switch (request.getPath()) {
            case "/owners" -> adopt(number(query, "pid"));
            case "/databases" -> databases.create(word(query, "service"), number(query, "pid"));
            case "/addresses" ->
                "kafka=" + kafka.bootstrapServers() + "\npid.kafka=" + kafka.pid() + "\npid.postgres=" + postgres.pid()
                        + "\npid.daemon=" + ProcessHandle.current().pid() + "\n";
            case "/parts/kafka/stop" -> done(kafka::stop);
            case "/parts/kafka/kill" -> done(kafka::kill);
            case "/parts/kafka/freeze" -> done(kafka::freeze);
            case "/parts/kafka/thaw" -> done(kafka::thaw);
            case "/parts/kafka/restart" -> done(kafka::restart);
            case "/parts/postgres/stop" -> done(postgres::stop);
            case "/parts/postgres/kill" -> done(postgres::kill);
            case "/parts/postgres/restart" -> done(postgres::restart);
            case "/stop" -> done(end::countDown);
            default -> throw new IllegalArgumentException("Nothing is known of " + request.getPath());
        };
    }

    private String adopt(long owner) {
        if (end.getCount() == 0) {
            throw new IllegalStateException("The stack is ending");
        }
        if (owners.add(owner)) {
            Optional<ProcessHandle> process = ProcessHandle.of(owner);
            if (process.isEmpty()) {
                left(owner);
            } else {
                CompletableFuture<Void> _ = process.get().onExit().thenRun(() -> left(owner));
            }
        }
        return "";
    }

    private void left(long owner) {
        owners.remove(owner);
        if (owners.isEmpty()) {
            end.countDown();
        }
    }

    private void stop() {
        CompletableFuture<Void> database = CompletableFuture.runAsync(postgres::stop);
        kafka.stop();
        database.join();
        Folders.delete(folder);
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }

    private static Map<String, String> query(URI request) {
        Map<String, String> values = new HashMap<>();
        String query = request.getQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return values;
    }

    private static String word(Map<String, String> query, String name) {
        String value = query.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The request lacks " + name);
        }
        return value;
    }

    private static long number(Map<String, String> query, String name) {
        return Long.parseLong(word(query, name));
    }
}
