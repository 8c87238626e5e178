package uk.concord.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for the whole answer. Not for event loop threads. What is asked here may be asked twice: once more, if the
 * connection ended before anything of the answer came.
 */
@ApplicationScoped
public class HttpCalls {

    private final HttpClient client;
    private final UpstreamSettings settings;

    HttpCalls(HttpClient client, UpstreamSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** @throws UpstreamException if there is no whole answer in time */
    public HttpAnswer get(URI address, Map<String, String> headers) throws UpstreamException {
        return send(HttpMethod.GET, address, headers, null);
    }

    /** @throws UpstreamException if there is no whole answer in time */
    public HttpAnswer post(URI address, Map<String, String> headers, byte[] body) throws UpstreamException {
        return send(HttpMethod.POST, address, headers, Buffer.buffer(body));
    }

    private HttpAnswer send(HttpMethod method, URI address, Map<String, String> headers, @Nullable Buffer body)
            throws UpstreamException {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.toString())
                .setFollowRedirects(false)
                .setIdleTimeout(settings.silentFor().toMillis());
        headers.forEach(options::putHeader);
        Future<HttpAnswer> answer = exchange(options, body)
                .recover(failure -> failure instanceof UnansweredException
                        ? exchange(options, body)
                        : Future.failedFuture(failure));
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamException(UpstreamException.Kind.AWAY, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UpstreamException known) {
                throw known;
            }
            throw new UpstreamException(UpstreamException.Kind.AWAY, e);
        } catch (TimeoutException e) {
            throw new UpstreamException(UpstreamException.Kind.AWAY, e);
        }
    }

    // The reading is attached where the answer arrives, on the request's event loop: attached by the waiting thread, it
    // would come too late for a quick answer.
    private Future<HttpAnswer> exchange(RequestOptions options, @Nullable Buffer body) {
        return client.request(options).compose(request -> {
            Future<HttpClientResponse> begun = body == null ? request.send() : request.send(body);
            return begun.recover(UnansweredException::distinguish).compose(this::read);
        });
    }

    private Future<HttpAnswer> read(HttpClientResponse response) {
        Promise<HttpAnswer> promise = Promise.promise();
        Buffer whole = Buffer.buffer();
        HttpClientRequest request = response.request();
        response.exceptionHandler(promise::tryFail);
        response.handler(part -> {
            if (whole.length() + part.length() > settings.largestAnswer()) {
                promise.tryFail(new UpstreamException(UpstreamException.Kind.TOO_LARGE));
                request.reset();
            } else {
                whole.appendBuffer(part);
            }
        });
        response.endHandler(end -> promise.tryComplete(new HttpAnswer(
                response.statusCode(), mediaType(response.getHeader("Content-Type")), whole.getBytes())));
        return promise.future();
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
