package uk.concord.audit.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A checkpoint that was kept outside the database: a file, or what somebody who keeps one serves. It is signed, so the way that it
 * comes needs no trust as to what it says, only as to how new it is.
 */
final class KeptCheckpoint {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final int LONGEST = 256 * 1024;

    private final String where;

    /** @param where a file's path, or an address that begins with {@code http://} or {@code https://} */
    KeptCheckpoint(String where) {
        this.where = where;
    }

    /**
     * The signed note, not yet verified.
     *
     * @throws IOException if the file can't be read
     * @throws CannotVerifyException if there is no checkpoint at that address
     * @throws IllegalArgumentException if the address is none
     */
    String read() throws IOException, CannotVerifyException {
        return where.matches("https?://.*")
                ? served(URI.create(where))
                : Files.readString(Path.of(where), StandardCharsets.UTF_8);
    }

    private static String served(URI address) throws CannotVerifyException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(WITHIN)
                .build()) {
            CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(
                    HttpRequest.newBuilder(address).build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST));
            try {
                return body(address, exchange.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                http.shutdownNow();
            }
        } catch (ExecutionException e) {
            throw new CannotVerifyException("No checkpoint can be had from " + address + ": " + e.getCause() + ".");
        } catch (TimeoutException e) {
            throw new CannotVerifyException(address + " didn't answer within " + WITHIN.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotVerifyException("It was interrupted.");
        }
    }

    private static String body(URI address, HttpResponse<String> answer) throws CannotVerifyException {
        if (answer.statusCode() != 200) {
            throw new CannotVerifyException("No checkpoint can be had from " + address + ": it answered with status "
                    + answer.statusCode() + ".");
        }
        return answer.body();
    }
}
