package uk.concord.benchmark.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** One kept-alive HTTP/1.1 connection to a server on loopback. Not for several threads. */
public final class Connection implements AutoCloseable {

    private static final int TIME_OUT = 30_000;
    private static final int BUFFER = 64 * 1024;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private byte[] line = new byte[1024];

    public Connection(int port) throws IOException {
        this.port = port;
        socket = open();
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    /** An answer: its status and, unless it was only counted, its body. */
    public record Answer(int status, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What takes a body piece by piece. */
    public interface Sink {
        void take(byte[] bytes, int length);
    }

    /** The part of a request that stays the same, up to the length of its body. */
    public static byte[] head(String method, String path, Map<String, String> headers) {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Length: ").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a request and reads its answer. */
    public Answer send(byte[] head, byte[] body) throws IOException {
        java.io.ByteArrayOutputStream collected = new java.io.ByteArrayOutputStream(4096);
        int status = send(head, body, (bytes, length) -> collected.write(bytes, 0, length));
        return new Answer(status, collected.toByteArray());
    }

    /** Sends a request, hands on its answer's body as it comes, and returns the status. */
    public int send(byte[] head, byte[] body, Sink sink) throws IOException {
        byte[] length = (body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + length.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(length, 0, request, head.length, length.length);
        System.arraycopy(body, 0, request, head.length + length.length, body.length);
        out.write(request);
        int status = Integer.parseInt(line().substring(9, 12));
        long contentLength = 0;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = header.substring(header.indexOf(':') + 1).strip();
            switch (name) {
                case "content-length" -> contentLength = Long.parseLong(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> closes = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        byte[] piece = new byte[BUFFER];
        if (chunked) {
            for (long size = Long.parseLong(line(), 16); size > 0; size = Long.parseLong(line(), 16)) {
                pass(size, piece, sink);
                line();
            }
            line();
        } else {
            pass(contentLength, piece, sink);
        }
        if (closes) {
            reopen();
        }
        return status;
    }

    private void pass(long length, byte[] piece, Sink sink) throws IOException {
        for (long left = length; left > 0; ) {
            int read = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("the server closed the connection within an answer");
            }
            sink.take(piece, read);
            left -= read;
        }
    }

    private String line() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (length == line.length) {
                line = java.util.Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) next;
        }
        return new String(
                line, 0, length > 0 && line[length - 1] == '\r' ? length - 1 : length, StandardCharsets.US_ASCII);
    }

    /** Begins again with a new connection, after an error. */
    public void reopen() throws IOException {
        socket.close();
        socket = open();
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(TIME_OUT);
        return opened;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
