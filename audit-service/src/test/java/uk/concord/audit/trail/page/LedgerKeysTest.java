package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerKeysTest {

    private static final String FIRST =
            "{\"role\":\"current\",\"id\":\"d1a2b3c4\",\"key\":\"example.org+d1a2b3c4+AX1\"}";

    @Test
    void aKeyThatIsAnnouncedSignsAsWell() throws Exception {
        Row.Section section =
                section(FIRST + ",{\"role\":\"second\",\"id\":\"84ad6f01\",\"key\":\"example.org+84ad6f01+AQ1\"}");

        assertThat(section.heading()).isEqualTo("The ledger’s keys");
        assertThat(section.rows())
                .containsExactly(
                        row(
                                "What happened",
                                "Two keys sign the ledger from now on: one is taking the other’s place.",
                                "Until that is done, a check with either of them succeeds."),
                        row("From when", "From this record on, for signatures over more than 3100 records."),
                        row(
                                "Key d1a2b3c4",
                                "Signs. It is the one that is given to whoever asks for the ledger’s key.",
                                "example.org+d1a2b3c4+AX1"),
                        row("Key 84ad6f01", "Signs as well.", "example.org+84ad6f01+AQ1"),
                        row("Name of the ledger", "example.org"),
                        new Row(
                                "Other changes",
                                List.of("All changes of the ledger’s keys"),
                                "/trail/records?type=ledger-key-change"));
    }

    @Test
    void aKeyThatIsRetiredSignsNoMore() throws Exception {
        Row.Section section = section(FIRST
                + ",{\"role\":\"former\",\"id\":\"84ad6f01\",\"key\":\"example.org+84ad6f01+AQ1\",\"until\":4711}");

        assertThat(section.rows())
                .contains(
                        row(
                                "What happened",
                                "One key signs the ledger from now on.",
                                "What a former key signed before stays valid. It signs nothing new."),
                        row(
                                "Key 84ad6f01",
                                "Signs no more. It counts for signatures over at most 4711 records.",
                                "example.org+84ad6f01+AQ1"));
    }

    @Test
    void anotherTypeOfRecordHasNoSuchSection() throws Exception {
        JsonNode detail = new ObjectMapper().readTree("{\"size\":3,\"keys\":[1]}");

        assertThat(LedgerKeys.section("access", detail).rows()).isEmpty();
        assertThat(LedgerKeys.tells("access", "size")).isFalse();
    }

    private static Row.Section section(String keys) throws Exception {
        return LedgerKeys.section(
                "ledger-key-change",
                new ObjectMapper().readTree("{\"origin\":\"example.org\",\"size\":3100,\"keys\":[" + keys + "]}"));
    }

    private static Row row(String label, String... values) {
        return new Row(label, List.of(values), "");
    }
}
