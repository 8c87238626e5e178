package uk.concord.stack.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a server on loopback whether it is well. */
public final class HttpProbe {

    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 2_000;

    private HttpProbe() {}

    /** Whether a GET of this address is answered with 200 in time. */
    public static boolean answers(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
