package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void neighboursBecomeOneSpan() {
        Spans spans = Spans.of(List.of(3L, 4L, 5L, 9L, 11L, 12L));

        assertThat(spans.asLists()).containsExactly(List.of(3L, 5L), List.of(9L, 9L), List.of(11L, 12L));
        assertThat(spans.asMultirange()).isEqualTo("{[3,5],[9,9],[11,12]}");
        assertThat(spans.count()).isEqualTo(6);
        assertThat(spans.first()).isEqualTo(3);
        assertThat(spans.last()).isEqualTo(12);
    }

    @Test
    void itHoldsExactlyTheLeavesThatItWasMadeOf() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(91);
        for (int round = 0; round < 200; round++) {
            TreeSet<Long> leaves = new TreeSet<>();
            int many = random.nextInt(1, 60);
            for (int i = 0; i < many; i++) {
                leaves.add(random.nextLong(100));
            }

            Spans made = Spans.of(List.copyOf(leaves));
            Spans read = Spans.read(JSON.readTree(JSON.writeValueAsString(made.asLists())));

            for (Spans spans : List.of(made, read)) {
                assertThat(LongStream.range(-1, 102).filter(spans::contains).boxed())
                        .containsExactlyElementsOf(leaves);
                assertThat(spans.count()).isEqualTo(leaves.size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "[3]",
                "[[3]]",
                "[[3,4,5]]",
                "[[\"3\",4]]",
                "[[3.5,4]]",
                "[[-1,4]]",
                "[[4,3]]",
                "[[3,4],[4,5]]",
                "[[3,4],[5,6]]",
                "[[7,8],[3,4]]",
                "[[3,99999999999999999999]]"
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> Spans.read(JSON.readTree(json))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesThatDoNotRiseAreRefused() {
        assertThatThrownBy(() -> Spans.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spans.of(List.of(3L, 3L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spans.of(List.of(4L, 3L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spans.of(List.of(-1L))).isInstanceOf(IllegalArgumentException.class);
    }
}
