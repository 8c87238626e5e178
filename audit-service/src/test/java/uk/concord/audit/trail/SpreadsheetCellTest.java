package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetCellTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "RXN asked.|\"RXN asked.\"",
                "say \"no\"|\"say \"\"no\"\"\"",
                "=1+1|\"'=1+1\"",
                "+44|\"'+44\"",
                "-1|\"'-1\"",
                "@sum|\"'@sum\"",
                "a=b|\"a=b\"",
                "``|\"\""
            })
    void aTextIsQuotedAndNeverAFormula(String text, String cell) {
        assertThat(SpreadsheetCell.of(text)).isEqualTo(cell);
    }
}
