package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.problem.ProblemException;

class ChoiceTest {

    @Test
    void aChoiceIsWrittenAsDistancesAndReadBack() {
        Choice choice = Choice.NOTHING.with(List.of(4711L, 0L, 4712L, 4747L));

        assertThat(choice.text()).isEqualTo("0-3mv-1-z");
        assertThat(choice.query()).isEqualTo("?pack=0-3mv-1-z");
        assertThat(Choice.parse("0-3mv-1-z")).isEqualTo(choice);
        assertThat(choice.without(List.of(0L, 5L)).text()).isEqualTo("3mv-1-z");
        assertThat(Choice.parse("").text()).isEmpty();
        assertThat(Choice.NOTHING.query()).isEmpty();
        assertThat(Choice.parse(null)).isEqualTo(Choice.NOTHING);
    }

    @Test
    void aThousandRecordsOfALedgerOfAThousandMillionHaveRoomInAnAddress() {
        TreeSet<Long> places = new Random(1)
                .longs(0, 1_000_000_000)
                .distinct()
                .limit(1000)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        Choice choice = Choice.NOTHING.with(places);

        assertThat(choice.text()).hasSizeLessThan(6_000);
        assertThat(Choice.parse(choice.text()).places()).isEqualTo(places);
    }

    @Test
    void moreThanAPackHoldsIsRefused() {
        List<Long> places = LongStream.range(0, 1000).boxed().toList();

        assertThatThrownBy(() -> Choice.NOTHING.with(places).with(List.of(1000L)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at most 1000 records");
        assertThatThrownBy(() -> Choice.parse("0" + "-1".repeat(1000))).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1-", "1--2", "1-0", "A", "1 2", "zzzzzzzzzzzz"})
    void whatIsNoChoiceIsRefused(String text) {
        assertThatThrownBy(() -> Choice.parse(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void placesBeyondAllReasonAreRefused() {
        assertThatThrownBy(() -> Choice.parse("1" + "-zzzzzzzzzzz".repeat(80))).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5", "1234567890123456789"})
    void whatIsNoPlaceIsRefused(String place) {
        assertThatThrownBy(() -> Choice.named(List.of(place))).isInstanceOf(ProblemException.class);
    }
}
