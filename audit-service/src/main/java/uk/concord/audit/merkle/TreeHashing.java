package uk.concord.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The hashes of a tree: RFC 6962 §2.1, the same as RFC 9162 §2.1.1. */
public final class TreeHashing {

    /** The root of the tree without leaves: the hash of nothing. */
    public static final Hash EMPTY_ROOT = Hash.of(sha256().digest());

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private TreeHashing() {}

    /** The hash of a leaf: SHA-256(0x00 ‖ entry). */
    public static Hash leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return Hash.of(digest.digest(entry));
    }

    /** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
    public static Hash node(Hash left, Hash right) {
        byte[] content = new byte[1 + 2 * Hash.LENGTH];
        content[0] = NODE;
        left.copyTo(content, 1);
        right.copyTo(content, 1 + Hash.LENGTH);
        return Hash.of(sha256().digest(content));
    }

    /**
     * The root of a perfect subtree.
     *
     * @param hashes its nodes of one level, from the left; their number is a power of two
     */
    public static Hash perfectRoot(List<Hash> hashes) {
        if (Integer.bitCount(hashes.size()) != 1) {
            throw new IllegalArgumentException("A perfect subtree's width is a power of two, not " + hashes.size());
        }
        Hash[] level = hashes.toArray(new Hash[0]);
        for (int width = level.length; width > 1; width /= 2) {
            for (int i = 0; i < width / 2; i++) {
                level[i] = node(level[2 * i], level[2 * i + 1]);
            }
        }
        return level[0];
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
