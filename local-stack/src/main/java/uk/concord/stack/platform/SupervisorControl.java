package uk.concord.stack.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers questions about a platform, and takes orders, on loopback, from those who can read the platform's folder. */
final class SupervisorControl {

    static final String FILE = "supervisor.properties";
    static final String TOKEN_HEADER = "X-Concord-Control";

    private final Supervisor supervisor;
    private final String token;

    private SupervisorControl(Supervisor supervisor, String token) {
        this.supervisor = supervisor;
        this.token = token;
    }

    static void serve(Supervisor supervisor, Path folder) throws IOException {
        String token = Secrets.of(supervisor.settings()).password("control-token");
        SupervisorControl control = new SupervisorControl(supervisor, token);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", control::answer);
        server.start();
        Path part = folder.resolve(FILE + ".part");
        Files.writeString(
                part,
                "pid=" + ProcessHandle.current().pid() + "\nport="
                        + server.getAddress().getPort() + "\n");
        Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void answer(HttpExchange exchange) throws IOException {
        int status = 200;
        String body;
        if (!token.equals(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))) {
            status = 401;
            body = "This address is for ./concord alone";
        } else {
            try {
                body = answer(exchange.getRequestURI().getPath());
            } catch (RuntimeException e) {
                status = 500;
                body = String.valueOf(e.getMessage());
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private String answer(String path) {
        if (path.equals("/state")) {
            return state();
        }
        if (path.equals("/stop")) {
            supervisor.end();
            return "";
        }
        String[] words = path.split("/", -1);
        SupervisedPart part = words.length == 4 && words[1].equals("parts") ? part(words[2]) : null;
        if (part == null) {
            throw new IllegalArgumentException("Nothing is known of " + path);
        }
        switch (words[3]) {
            case "start" -> part.start();
            case "stop" -> part.stop();
            case "kill" -> part.kill();
            case "freeze" -> part.freeze();
            case "thaw" -> part.thaw();
            default -> throw new IllegalArgumentException("A part can't be told to " + words[3]);
        }
        return "";
    }

    private @Nullable SupervisedPart part(String name) {
        return supervisor.parts().get(name);
    }

    private String state() {
        Properties state = new Properties();
        state.setProperty("ready", Boolean.toString(supervisor.isReady()));
        state.setProperty("doing", supervisor.doing());
        state.setProperty("parts", String.join(",", supervisor.parts().keySet()));
        for (Map.Entry<String, SupervisedPart> entry : supervisor.parts().entrySet()) {
            SupervisedPart part = entry.getValue();
            String prefix = entry.getKey() + ".";
            state.setProperty(prefix + "address", part.plan().address());
            state.setProperty(prefix + "pid", Long.toString(part.pid()));
            state.setProperty(prefix + "health", part.health().name().toLowerCase(Locale.ROOT));
            state.setProperty(prefix + "doing", part.doing());
            state.setProperty(prefix + "seconds", Long.toString(part.seconds()));
        }
        StringWriter text = new StringWriter();
        try {
            state.store(text, null);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return text.toString();
    }
}
