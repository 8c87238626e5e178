package uk.concord.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void writesARowAndItsNotes() {
        Row row = new Row("check", "10/s", "5/s", "2.0", "more", Row.met(true), List.of("a note"));

        assertThat(Table.markdown(List.of(row))).isEqualTo("""
                | scenario | ours | peer | ratio | goal | met |
                | --- | --- | --- | --- | --- | --- |
                | check | 10/s | 5/s | 2.0 | more | yes |

                **check**

                - a note
                """);
    }

    @Test
    void aFailedRowSaysWhy() {
        assertThat(Table.markdown(List.of(Row.failed("check", "more", "it broke"))))
                .contains("| check | - | - | - | more | failed |", "- it broke");
    }

    @Test
    void aCellKeepsItsPlaceInTheTable() {
        Row row = new Row("a|b", "c\nd", "-", "-", "-", "no", List.of());

        assertThat(Table.markdown(List.of(row))).contains("| a\\|b | c d | - |");
    }

    @Test
    void thePageKeepsItsProse() {
        String page = "before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n";

        assertThat(Page.replaced(page, "measured", "new\n"))
                .isEqualTo("before\n<!-- measured: begin -->\n\nnew\n\n<!-- measured: end -->\nafter\n");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() {
        assertThatThrownBy(() -> Page.replaced("nothing", "measured", "new")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void roundsHaveAMedianAndAreComparedPairByPair() {
        Rounds ours = new Rounds();
        Rounds peer = new Rounds();
        List.of(10.0, 30.0, 20.0).forEach(ours::add);
        List.of(5.0, 10.0, 20.0).forEach(peer::add);

        assertThat(ours.told(1)).isEqualTo("20.0 (10.0 to 30.0)");
        assertThat(ours.over(peer).told(1)).isEqualTo("2.0 (1.0 to 3.0)");
    }
}
