package uk.concord.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateRangeTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "2026-07, 2026-06-30T23:00:00Z, 2026-07-31T23:00:00Z",
        "ge2026-07-20, 2026-07-19T23:00:00Z, ",
        "gt2026-07-20, 2026-07-20T23:00:00Z, ",
        "le2026-07-20, , 2026-07-20T23:00:00Z",
        "lt2026-07-20T10:00:00+01:00, , 2026-07-20T09:00:00Z",
        "2026-07-20T10:00Z, 2026-07-20T10:00:00Z, 2026-07-20T10:01:00Z",
        "2026-07-20T10:00:00.5Z, 2026-07-20T10:00:00.500Z, 2026-07-20T10:00:00.600Z"
    })
    void aDateStandsForAllTheTimeThatItLeavesOpen(String text, Instant from, Instant until) {
        assertThat(DateRange.of(text)).isEqualTo(new DateRange(from, until));
    }
}
