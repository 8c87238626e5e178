package uk.concord.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: of each tile level, the hashes of the tile that isn't full yet. That is all that it takes
 * to append leaves and to know the root. Not safe for several threads.
 */
public final class TreeEdge {

    private final List<List<Hash>> levels = new ArrayList<>();
    private long size;

    /** The edge of an empty tree. */
    public TreeEdge() {}

    /**
     * The edge of a tree that is there already.
     *
     * @param size its leaves
     * @param levels from tile level 0 up, the hashes of the tile that isn't full yet
     * @throws IllegalArgumentException if the numbers of hashes don't fit the size
     */
    public TreeEdge(long size, List<List<Hash>> levels) {
        this.size = size;
        for (int level = 0; level < levels.size() || Tile.hashesAt(level, size) > 0; level++) {
            List<Hash> hashes = level < levels.size() ? levels.get(level) : List.of();
            long expected = Tile.hashesAt(level, size) % Tile.WIDTH;
            if (hashes.size() != expected) {
                throw new IllegalArgumentException("A tree of size " + size + " has " + expected
                        + " hashes at the edge of tile level " + level + ", not " + hashes.size());
            }
            this.levels.add(new ArrayList<>(hashes));
        }
    }

    /** An edge that grows apart from this one. */
    public TreeEdge copy() {
        return new TreeEdge(size, levels);
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** Appends a leaf and returns the tiles that it fills, from level 0 up; usually none. */
    public List<Tile> append(Hash leaf) {
        size++;
        List<Tile> filled = new ArrayList<>(0);
        Hash hash = leaf;
        for (int level = 0; ; level++) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<Hash> hashes = levels.get(level);
            hashes.add(hash);
            if (hashes.size() < Tile.WIDTH) {
                return filled;
            }
            Tile tile = new Tile(level, (size >> ((level + 1) * Tile.HEIGHT)) - 1, hashes);
            hashes.clear();
            filled.add(tile);
            hash = tile.root();
        }
    }

    /** The tree's root. */
    public Hash root() {
        Hash root = null;
        for (List<Hash> hashes : levels) {
            int end = hashes.size();
            // The perfect subtrees of this level, smallest and rightmost first.
            for (int width = 1; end > 0; width *= 2) {
                if ((end & width) != 0) {
                    Hash subtree = TreeHashing.perfectRoot(hashes.subList(end - width, end));
                    root = root == null ? subtree : TreeHashing.node(subtree, root);
                    end -= width;
                }
            }
        }
        return root == null ? TreeHashing.EMPTY_ROOT : root;
    }
}
