package uk.concord.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TreeTest {

    private static final List<byte[]> CERTIFICATE_TRANSPARENCY = IntStream.range(0, 8)
            .mapToObj(i -> HexFormat.of()
                    .parseHex(List.of(
                                    "",
                                    "00",
                                    "10",
                                    "2021",
                                    "3031",
                                    "40414243",
                                    "5051525354555657",
                                    "606162636465666768696a6b6c6d6e6f")
                            .get(i)))
            .toList();

    /** The vectors that the reference implementation of Certificate Transparency (RFC 6962) is tested with. */
    @ParameterizedTest
    @CsvSource({
        "0,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1,6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2,fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3,aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4,d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5,4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6,76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7,ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8,5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void knownRoots(int size, String root) {
        TreeEdge edge = new TreeEdge();
        CERTIFICATE_TRANSPARENCY.subList(0, size).forEach(entry -> edge.append(TreeHashing.leaf(entry)));

        assertThat(edge.root()).hasToString(root);
    }

    static IntStream sizes() {
        return IntStream.concat(
                IntStream.of(1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537),
                new Random(6962).ints(20, 1, 3_000));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theEdgeHasTheRootOfTheDefinition(int size) throws Exception {
        Grown tree = new Grown(size);

        assertThat(tree.edge.root().bytes()).isEqualTo(NaiveTree.root(tree.entries));
        assertThat(TreeProofs.root(size, tree)).isEqualTo(tree.edge.root());
        assertThat(tree.edge.copy().root()).isEqualTo(tree.edge.root());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyProofOfInclusionHoldsAndNoOtherDoes(int size) {
        Grown tree = new Grown(size);
        Hash root = tree.edge.root();
        Random random = new Random(size);
        for (int round = 0; round < 20; round++) {
            int index = random.nextInt(size);
            List<Hash> proof = TreeProofs.inclusion(index, size, tree);
            Hash leaf = tree.leaves.get(index);

            assertThat(TreeVerification.inclusion(index, size, leaf, proof, root))
                    .isTrue();
            assertThat(TreeVerification.inclusion(index, size, other(leaf), proof, root))
                    .isFalse();
            assertThat(TreeVerification.inclusion(index, size, leaf, proof, other(root)))
                    .isFalse();
            assertThat(TreeVerification.inclusion(size, size, leaf, proof, root))
                    .isFalse();
            assertThat(TreeVerification.inclusion(index, size, leaf, with(proof, root), root))
                    .isFalse();
            if (!proof.isEmpty()) {
                assertThat(TreeVerification.inclusion(index, size, leaf, proof.subList(1, proof.size()), root))
                        .isFalse();
                assertThat(TreeVerification.inclusion(index ^ 1, size, leaf, proof, root))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyProofOfConsistencyHoldsAndNoOtherDoes(int size) {
        Grown tree = new Grown(size);
        Hash root = tree.edge.root();
        Random random = new Random(size);
        for (int round = 0; round < 20; round++) {
            int smaller = random.nextInt(size + 1);
            Hash before = TreeProofs.root(smaller, tree);
            List<Hash> proof = TreeProofs.consistency(smaller, size, tree);

            assertThat(TreeVerification.consistency(smaller, before, size, root, proof))
                    .isTrue();
            assertThat(TreeVerification.consistency(smaller, other(before), size, root, proof))
                    .isFalse();
            assertThat(TreeVerification.consistency(smaller, before, size, root, with(proof, root)))
                    .isFalse();
            assertThat(TreeVerification.consistency(size + 1, before, size, root, proof))
                    .isFalse();
            if (!proof.isEmpty()) {
                assertThat(TreeVerification.consistency(smaller, before, size, other(root), proof))
                        .isFalse();
                assertThat(TreeVerification.consistency(smaller, before, size, root, proof.subList(1, proof.size())))
                        .isFalse();
            }
        }
    }

    @Test
    void aFullTileIsHandedOutOnceWithItsPlace() {
        Grown tree = new Grown(65_536 + 300);

        assertThat(tree.tiles).hasSize(257 + 1);
        assertThat(tree.tiles.getLast().level()).isZero();
        assertThat(tree.tiles.getLast().index()).isEqualTo(256);
        assertThat(tree.tiles.stream().filter(tile -> tile.level() == 1))
                .singleElement()
                .satisfies(tile -> assertThat(tile.index()).isZero())
                .satisfies(tile -> assertThat(tile.hashes().get(7))
                        .isEqualTo(tree.tiles.get(7).root()));
    }

    @Test
    void anEdgeThatDoesNotFitItsSizeIsRefused() {
        List<List<Hash>> noLevels = List.of();

        assertThatThrownBy(() -> new TreeEdge(1, noLevels)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Hash other(Hash hash) {
        byte[] bytes = hash.bytes();
        bytes[31] ^= 1;
        return Hash.of(bytes);
    }

    private static List<Hash> with(List<Hash> proof, Hash more) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(more);
        return longer;
    }

    private static final class Grown implements Nodes {

        private final List<byte[]> entries = new ArrayList<>();
        private final List<Hash> leaves = new ArrayList<>();
        private final List<Tile> tiles = new ArrayList<>();
        private final TreeEdge edge = new TreeEdge();

        Grown(int size) {
            for (int i = 0; i < size; i++) {
                entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
                leaves.add(TreeHashing.leaf(entries.getLast()));
                tiles.addAll(edge.append(leaves.getLast()));
            }
        }

        @Override
        public Hash at(int height, long index) {
            return TreeHashing.perfectRoot(
                    leaves.subList(Math.toIntExact(index << height), Math.toIntExact((index + 1) << height)));
        }
    }
}
