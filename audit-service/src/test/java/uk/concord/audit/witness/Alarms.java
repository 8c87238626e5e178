package uk.concord.audit.witness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What the log says as an alarm, until this is closed. */
final class Alarms extends Handler implements AutoCloseable {

    final List<String> said = new CopyOnWriteArrayList<>();
    // A logger that nobody holds can be collected, and its handlers with it.
    private final Logger logger = Logger.getLogger(WitnessRound.class.getName());

    Alarms() {
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        String message =
                record instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : record.getMessage();
        if (message.startsWith("ALARM")) {
            said.add(message);
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
