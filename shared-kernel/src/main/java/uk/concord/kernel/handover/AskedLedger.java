package uk.concord.kernel.handover;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The ledger, asked over HTTP with this service's own token. One thread asks. */
@ApplicationScoped
class AskedLedger {

    private static final String PATH = "/audit/inclusion";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final @Nullable URI address;
    private final Duration bound;
    private final OidcClient signIn;
    private final ObjectMapper json;
    private TokensHelper tokens = new TokensHelper();
    private @Nullable HttpClient http;

    AskedLedger(
            @ConfigProperty(name = "concord.audit-service.url") Optional<URI> auditService,
            HandoverSettings settings,
            OidcClient signIn,
            ObjectMapper json) {
        this.address = settings.enabled()
                ? auditService.map(service -> service.resolve(PATH)).orElse(null)
                : null;
        this.bound = settings.answerWithin();
        this.signIn = signIn;
        this.json = json;
    }

    /** Whether it is known where to ask, and wanted. */
    boolean isThere() {
        return address != null;
    }

    /** @throws LedgerSilentException if there is no whole answer in time */
    HandoverAnswer ask(HandoverQuestion question) throws LedgerSilentException {
        try {
            String token = tokens.getTokens(signIn).await().atMost(bound).getAccessToken();
            HttpRequest request = HttpRequest.newBuilder(Objects.requireNonNull(address))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(question)))
                    .build();
            HttpResponse<byte[]> answer = send(request);
            if (answer.statusCode() == UNAUTHORIZED) {
                tokens = new TokensHelper();
            }
            if (answer.statusCode() != OK) {
                throw new LedgerSilentException("answered with status " + answer.statusCode());
            }
            return json.readValue(answer.body(), HandoverAnswer.class);
        } catch (IOException | RuntimeException e) {
            throw new LedgerSilentException(e);
        }
    }

    // The request's own time limit ends at the headers.
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, LedgerSilentException {
        CompletableFuture<HttpResponse<byte[]>> answer = client().sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new LedgerSilentException(e);
        } catch (ExecutionException e) {
            throw new IOException("no answer", e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new LedgerSilentException(e);
        }
    }

    private HttpClient client() {
        HttpClient made = http;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(bound)
                    .build();
            http = made;
        }
        return made;
    }

    @PreDestroy
    void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }
}
