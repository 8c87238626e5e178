package uk.concord.audit.merkle;

/** Where proofs get the hashes of perfect subtrees from. */
@FunctionalInterface
public interface Nodes {

    /**
     * The root of the perfect subtree of this height whose leaves are {@code index * 2^height} and the {@code 2^height - 1}
     * after it. All of them must be in the tree.
     */
    Hash at(int height, long index);
}
