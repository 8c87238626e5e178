package uk.concord.gateway.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one HTTP client: it follows no redirects and changes nothing that passes through it. */
@ApplicationScoped
class UpstreamClient {

    @Produces
    @Singleton
    HttpClient client(Vertx vertx, UpstreamSettings settings) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.connectWithin().toMillis()))
                .setMaxPoolSize(settings.connections())
                .setKeepAlive(true)
                // Shorter than the servers' own, so that no request is sent into a connection that is being closed.
                .setKeepAliveTimeout(20)
                .setDecompressionSupported(false));
    }
}
