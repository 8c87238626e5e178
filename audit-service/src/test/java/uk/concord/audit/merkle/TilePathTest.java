package uk.concord.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @ParameterizedTest
    @CsvSource({"000,0,256", "067.p/1,67,1", "x001/x234/067,1234067,256", "x001/000.p/255,1000,255"})
    void canonicalPathsAreRead(String text, long index, int width) {
        assertThat(TilePath.parse(text)).contains(new TilePath(index, width));
        assertThat(new TilePath(index, width).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0000",
                "x000/001",
                "001/002",
                "x001",
                "000.p/0",
                "000.p/256",
                "000.p/01",
                "000.p",
                "-01"
            })
    void othersAreRefused(String text) {
        assertThat(TilePath.parse(text)).isEmpty();
    }
}
