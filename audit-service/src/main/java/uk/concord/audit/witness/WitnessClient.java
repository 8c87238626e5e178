package uk.concord.audit.witness;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Speaks C2SP tlog-witness. Every answer is bounded in time and length, and no redirect is followed. */
final class WitnessClient implements AutoCloseable {

    // A note has at most 64 signatures here, and an ML-DSA-44 one is under 4 KiB of base64.
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final int MOST_WORDS = 160;
    private static final String SIZE_TYPE = "text/x.tlog.size";
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final HttpClient http;
    private final Duration within;

    /** @param within how long one answer may take, from the first byte of the request to the last of the answer */
    WitnessClient(Duration within) {
        this.within = within;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(within)
                .build();
    }

    /** Asks once; whatever goes wrong is an answer, too. */
    WitnessAnswer ask(Witness witness, AddCheckpoint request) {
        CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(
                HttpRequest.newBuilder(witness.url())
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_ANSWER));
        try {
            return read(exchange.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new WitnessAnswer.Away("It didn’t answer within " + within.toMillis() + " ms.", null);
        } catch (ExecutionException e) {
            return new WitnessAnswer.Away("It can’t be reached: " + named(e.getCause()) + ".", null);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new WitnessAnswer.Away("The service was stopping.", null);
        }
    }

    private static String named(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException e when e.getMessage() != null -> words(e.getMessage());
            // Of these, Java's client has no words.
            case ConnectException e
            when e.getCause() instanceof UnresolvedAddressException -> "there is no such host name";
            case ConnectException e -> "nothing answers at its address";
            case null -> "unknown";
            default -> cause.getClass().getSimpleName();
        };
    }

    private static WitnessAnswer read(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200 -> new WitnessAnswer.Cosigned(answer.body());
            case 409 -> otherSize(answer);
            case 422 -> new WitnessAnswer.Inconsistent(said(answer));
            case 404 ->
                new WitnessAnswer.Refused(
                        "It doesn’t know our ledger: its operator has yet to add it. " + said(answer));
            case 403 ->
                new WitnessAnswer.Refused(
                        "It doesn’t accept our signature: its operator has another key of ours, or none. "
                                + said(answer));
            case 429 -> new WitnessAnswer.Away(said(answer), retryAfter(answer));
            default ->
                answer.statusCode() >= 500
                        ? new WitnessAnswer.Away(said(answer), retryAfter(answer))
                        : new WitnessAnswer.Refused(said(answer));
        };
    }

    private static WitnessAnswer otherSize(HttpResponse<String> answer) {
        boolean stated = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> SIZE_TYPE.equalsIgnoreCase(type.split(";", 2)[0].strip()))
                .isPresent();
        return stated && SIZE.matcher(answer.body()).matches()
                ? new WitnessAnswer.OtherSize(Long.parseLong(answer.body().strip()))
                : new WitnessAnswer.Refused(
                        "It knows another size of our ledger and doesn’t say which. " + said(answer));
    }

    private static @Nullable Duration retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    private static String said(HttpResponse<String> answer) {
        String words = words(answer.body());
        return "It answered with status " + answer.statusCode() + (words.isEmpty() ? "." : ": " + words + ".");
    }

    /** The first words of a text that comes from elsewhere, fit for a log and a page. */
    private static String words(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String cut = line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "…";
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
