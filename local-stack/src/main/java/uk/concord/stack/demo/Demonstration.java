package uk.concord.stack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import uk.concord.stack.platform.Accounts;

/** Loads the register and the patients of the demonstration through the public APIs, as an operator would. */
public final class Demonstration {

    private static final Duration CALL = Duration.ofSeconds(120);

    private final DemonstrationTarget target;

    public Demonstration(DemonstrationTarget target) {
        this.target = target;
    }

    /** Loads what is not in yet. Both imports may be repeated without harm, so a load that broke off is simply done again. */
    public void load(Consumer<String> doing) {
        String register = DemonstrationRegister.document();
        String patients = SyntheticPatients.nhsNumbers(SyntheticPatients.DEMONSTRATION).stream()
                .map(number -> "{\"nhs_number\":\"" + number + "\"}\n")
                .collect(Collectors.joining());
        String version = hash(register + patients);
        try {
            if (Files.isRegularFile(target.loaded())
                    && Files.readString(target.loaded()).equals(version)) {
                return;
            }
            doing.accept("loading organisations, agreements and schemes");
            post("/register/import", "application/json", register);
            doing.accept("registering " + SyntheticPatients.DEMONSTRATION + " synthetic patients");
            post("/patients/import", "application/x-ndjson", patients);
            Files.writeString(target.loaded(), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(String path, String type, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(target.gateway() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + Accounts.token(target.issuer(), "operator"))
                .timeout(CALL)
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "POST " + path + " was answered with " + response.statusCode() + ": " + response.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the demonstration's data were loaded", e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
