package uk.concord.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** Makes proofs: RFC 9162 §2.1.3.1 (inclusion) and §2.1.4.1 (consistency). */
public final class TreeProofs {

    private TreeProofs() {}

    /** The root of the first {@code size} leaves. */
    public static Hash root(long size, Nodes nodes) {
        return size == 0 ? TreeHashing.EMPTY_ROOT : rangeRoot(0, size, nodes);
    }

    /**
     * Proves that the leaf with this index is in the tree of this size: the siblings from the leaf's up to the root's child.
     *
     * @throws IllegalArgumentException if there is no such leaf
     */
    public static List<Hash> inclusion(long index, long size, Nodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of size " + size + " has no leaf " + index);
        }
        List<Hash> proof = new ArrayList<>();
        path(index, 0, size, nodes, proof);
        return List.copyOf(proof);
    }

    private static void path(long index, long from, long until, Nodes nodes, List<Hash> proof) {
        if (until - from == 1) {
            return;
        }
        long middle = from + split(until - from);
        if (index < middle) {
            path(index, from, middle, nodes, proof);
            proof.add(rangeRoot(middle, until, nodes));
        } else {
            path(index, middle, until, nodes, proof);
            proof.add(rangeRoot(from, middle, nodes));
        }
    }

    /**
     * Proves that the tree of the smaller size is the beginning of the one of the larger size. It is empty if the sizes are
     * equal or the smaller is 0.
     *
     * @throws IllegalArgumentException if the sizes are in the wrong order
     */
    public static List<Hash> consistency(long smaller, long larger, Nodes nodes) {
        if (smaller < 0 || smaller > larger) {
            throw new IllegalArgumentException("A tree of size " + larger + " has no beginning of size " + smaller);
        }
        List<Hash> proof = new ArrayList<>();
        if (smaller > 0 && smaller < larger) {
            subproof(smaller, 0, larger, true, nodes, proof);
        }
        return List.copyOf(proof);
    }

    private static void subproof(
            long smaller, long from, long until, boolean wholeSmaller, Nodes nodes, List<Hash> proof) {
        if (smaller == until) {
            if (!wholeSmaller) {
                proof.add(rangeRoot(from, until, nodes));
            }
            return;
        }
        long middle = from + split(until - from);
        if (smaller <= middle) {
            subproof(smaller, from, middle, wholeSmaller, nodes, proof);
            proof.add(rangeRoot(middle, until, nodes));
        } else {
            subproof(smaller, middle, until, false, nodes, proof);
            proof.add(rangeRoot(from, middle, nodes));
        }
    }

    private static Hash rangeRoot(long from, long until, Nodes nodes) {
        long width = until - from;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return nodes.at(height, from >> height);
        }
        long middle = from + split(width);
        return TreeHashing.node(rangeRoot(from, middle, nodes), rangeRoot(middle, until, nodes));
    }

    /** The largest power of two that is smaller than the width. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}
