package uk.concord.audit.merkle;

import java.util.List;

/** Checks proofs: RFC 9162 §2.1.3.2 (inclusion) and §2.1.4.2 (consistency). */
public final class TreeVerification {

    private TreeVerification() {}

    /** Whether the proof shows that a leaf with this hash is at this index of the tree with this size and root. */
    public static boolean inclusion(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long position = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                hash = TreeHashing.node(sibling, hash);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                hash = TreeHashing.node(hash, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the proof shows that the tree with the first size and root is the beginning of the one with the second. */
    public static boolean consistency(long smaller, Hash smallerRoot, long larger, Hash largerRoot, List<Hash> proof) {
        if (smaller < 0 || smaller > larger) {
            return false;
        }
        if (smaller == larger) {
            return proof.isEmpty() && smallerRoot.equals(largerRoot);
        }
        if (smaller == 0) {
            return proof.isEmpty() && smallerRoot.equals(TreeHashing.EMPTY_ROOT);
        }
        return !proof.isEmpty() && folds(smaller, smallerRoot, larger, largerRoot, proof);
    }

    private static boolean folds(long smaller, Hash smallerRoot, long larger, Hash largerRoot, List<Hash> proof) {
        // If the smaller tree is perfect, its root is the proof's unsaid first hash.
        boolean perfect = Long.bitCount(smaller) == 1;
        List<Hash> rest = perfect ? proof : proof.subList(1, proof.size());
        int shift = Long.numberOfTrailingZeros(smaller);
        long first = (smaller - 1) >> shift;
        long second = (larger - 1) >> shift;
        Hash firstRoot = perfect ? smallerRoot : proof.getFirst();
        Hash secondRoot = firstRoot;
        for (Hash hash : rest) {
            if (second == 0) {
                return false;
            }
            if ((first & 1) == 1 || first == second) {
                firstRoot = TreeHashing.node(hash, firstRoot);
                secondRoot = TreeHashing.node(hash, secondRoot);
                while ((first & 1) == 0 && first != 0) {
                    first >>= 1;
                    second >>= 1;
                }
            } else {
                secondRoot = TreeHashing.node(secondRoot, hash);
            }
            first >>= 1;
            second >>= 1;
        }
        return second == 0 && firstRoot.equals(smallerRoot) && secondRoot.equals(largerRoot);
    }
}
