package uk.concord.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * One full tile (C2SP tlog-tiles, "Merkle Tree"): 256 consecutive hashes of tree level {@code 8 * level}.
 *
 * @param level the tile's level, 0 for leaves
 * @param index the tile's number in its level
 * @param hashes its 256 hashes
 */
public record Tile(int level, long index, List<Hash> hashes) {

    /** Tree levels that a tile spans. */
    public static final int HEIGHT = 8;
    /** Hashes of a full tile. */
    public static final int WIDTH = 1 << HEIGHT;

    public Tile {
        if (hashes.size() != WIDTH) {
            throw new IllegalArgumentException("A full tile has " + WIDTH + " hashes, not " + hashes.size());
        }
        hashes = List.copyOf(hashes);
    }

    /** The hash of the node above the tile: one hash of the tile level above. */
    public Hash root() {
        return TreeHashing.perfectRoot(hashes);
    }

    /** The tile's bytes as they are served: the hashes one after the other. */
    public byte[] bytes() {
        return bytes(hashes);
    }

    /** These hashes one after the other. */
    public static byte[] bytes(List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }

    /** The hashes whose bytes stand one after the other. */
    public static List<Hash> hashes(byte[] bytes) {
        if (bytes.length % Hash.LENGTH != 0) {
            throw new IllegalArgumentException("A tile's length is a multiple of 32, not " + bytes.length);
        }
        List<Hash> hashes = new ArrayList<>(bytes.length / Hash.LENGTH);
        for (int offset = 0; offset < bytes.length; offset += Hash.LENGTH) {
            hashes.add(Hash.at(bytes, offset));
        }
        return hashes;
    }

    /** How many hashes of this tile level a tree of this size has. */
    public static long hashesAt(int level, long size) {
        return level * HEIGHT >= Long.SIZE ? 0 : size >> (level * HEIGHT);
    }
}
