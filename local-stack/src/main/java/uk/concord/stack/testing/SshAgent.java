package uk.concord.stack.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * An ssh-agent (draft-ietf-sshm-ssh-agent) with one Ed25519 key, as far as a witness needs it: it says which key it has, and signs
 * with it.
 */
final class SshAgent implements AutoCloseable {

    private static final int FAILURE = 5;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RAW_LENGTH = 32;
    private static final byte[] TYPE = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair pair;
    private final ServerSocketChannel server;

    /** @param socket where it listens; a path of at most 100 characters */
    SshAgent(Path socket) {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofPlatform().daemon().name("ssh-agent").start(this::listen);
    }

    /** The key's fingerprint, as OpenSSH writes it. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
            while (true) {
                byte[] answer = answer(new DataInputStream(new ByteArrayInputStream(string(in))));
                out.write(strings(answer));
                out.flush();
            }
        } catch (EOFException | ClosedChannelException e) {
            return;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] answer(DataInputStream request) throws IOException, GeneralSecurityException {
        return switch (request.readUnsignedByte()) {
            case REQUEST_IDENTITIES ->
                message(IDENTITIES_ANSWER, new byte[] {0, 0, 0, 1}, strings(publicKey(), new byte[0]));
            case SIGN_REQUEST -> sign(string(request), string(request));
            default -> new byte[] {FAILURE};
        };
    }

    private byte[] sign(byte[] wanted, byte[] data) throws GeneralSecurityException {
        if (!Arrays.equals(wanted, publicKey())) {
            return new byte[] {FAILURE};
        }
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign(pair.getPrivate());
        ed25519.update(data);
        return message(SIGN_RESPONSE, strings(strings(TYPE, ed25519.sign())));
    }

    private byte[] publicKey() {
        byte[] encoded = pair.getPublic().getEncoded();
        return strings(TYPE, Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length));
    }

    private static byte[] message(int type, byte[]... parts) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(type);
        for (byte[] part : parts) {
            message.writeBytes(part);
        }
        return message.toByteArray();
    }

    /** Each with its length before it, as four bytes (RFC 4251 §5). */
    private static byte[] strings(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] string(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
