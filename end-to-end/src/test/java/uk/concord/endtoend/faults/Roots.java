package uk.concord.endtoend.faults;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The roots of a growing tree of RFC 6962 §2.1, by code that shares nothing with the service's. */
final class Roots {

    private final List<byte[]> fullSubtrees = new ArrayList<>();
    private long size;

    /** Adds a leaf by its leaf hash. */
    void add(byte[] leafHash) {
        byte[] node = leafHash;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            node = inner(fullSubtrees.removeLast(), node);
        }
        fullSubtrees.add(node);
        size++;
    }

    /** The root over all leaves so far, in base64. */
    String root() {
        if (fullSubtrees.isEmpty()) {
            return Base64.getEncoder().encodeToString(sha256().digest());
        }
        byte[] root = fullSubtrees.getLast();
        for (int i = fullSubtrees.size() - 2; i >= 0; i--) {
            root = inner(fullSubtrees.get(i), root);
        }
        return Base64.getEncoder().encodeToString(root);
    }

    private static byte[] inner(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
