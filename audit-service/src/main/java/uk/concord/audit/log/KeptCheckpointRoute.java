package uk.concord.audit.log;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import uk.concord.audit.ingest.LedgerSettings;
import uk.concord.audit.note.OutsideCheckpoint;

/**
 * The highest checkpoint as it is kept outside the database, for a verifier that can't reach the file. On the management port,
 * because that answers also while the ledger contradicts the checkpoint and the service isn't ready: just then it is needed.
 */
@ApplicationScoped
class KeptCheckpointRoute {

    static final String PATH = "/ledger/checkpoint";

    private static final Logger LOG = Logger.getLogger(KeptCheckpointRoute.class);

    private final OutsideCheckpoint kept;

    KeptCheckpointRoute(LedgerSettings ledger) {
        this.kept = new OutsideCheckpoint(ledger.checkpointFile());
    }

    void offer(@Observes ManagementInterface management) {
        management.router().get(PATH).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            Optional<String> note = kept.read();
            request.response()
                    .setStatusCode(note.isPresent() ? 200 : 404)
                    .end(note.orElse("No checkpoint is kept outside the database.\n"));
        } catch (IOException e) {
            LOG.errorf(e, "checkpoint file can't be read file=%s", kept.file());
            request.response().setStatusCode(503).end("The checkpoint can't be read now.\n");
        }
    }
}
