package uk.concord.gateway.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Removes sessions that are over. They aren't accepted any more before that, either. */
@ApplicationScoped
class SessionPurge {

    private static final Logger LOG = Logger.getLogger(SessionPurge.class);

    private final SessionStore sessions;

    SessionPurge(SessionStore sessions) {
        this.sessions = sessions;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        int removed = sessions.purge();
        if (removed > 0) {
            LOG.infof("sessions purged count=%d", removed);
        }
    }
}
