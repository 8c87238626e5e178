package uk.concord.gateway.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import uk.concord.stack.custodian.CustodianServer;
import uk.concord.stack.demo.SyntheticPatients;

/** The stand-in of local-stack for a custodian's own FHIR server, the same one that a demonstration runs. */
public final class Practice {

    public static final String FIRST = SyntheticPatients.nhsNumbers(1).getFirst();

    private static final AtomicReference<CustodianServer> SERVER = new AtomicReference<>();

    private Practice() {}

    public static synchronized void start() {
        if (SERVER.get() == null) {
            int port = ConfigProvider.getConfig().getValue("test.port.practice", Integer.class);
            try {
                SERVER.set(CustodianServer.start(port, SyntheticPatients.nhsNumbers(20)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
