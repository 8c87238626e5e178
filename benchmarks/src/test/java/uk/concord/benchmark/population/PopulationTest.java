package uk.concord.benchmark.population;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PopulationTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> ORGANISATIONS = List.of("RXN", "RXL", "P81002");

    private final Population population = new Population(20_000, 7, ORGANISATIONS, NOW);

    @Test
    void theSameSeedGivesTheSamePeople() {
        Population again = new Population(20_000, 7, ORGANISATIONS, NOW);

        for (int index = 0; index < population.size(); index += 97) {
            assertThat(again.state(index)).isEqualTo(population.state(index));
        }
    }

    @Test
    void anotherSeedGivesOtherPreferences() {
        Population other = new Population(20_000, 8, ORGANISATIONS, NOW);

        assertThat(java.util.stream.IntStream.range(0, 2_000)
                        .filter(index -> !other.preferences(index).equals(population.preferences(index)))
                        .count())
                .isGreaterThan(100);
    }

    @Test
    void oneInTenHasPreferences() {
        long said = java.util.stream.IntStream.range(0, population.size())
                .filter(population::hasSaid)
                .count();

        assertThat(said).isBetween(1_800L, 2_200L);
    }

    @Test
    void theSharesOfTheChoicesMakeAWhole() {
        assertThat(Arrays.stream(Choice.values()).mapToInt(Choice::perThousand).sum())
                .isEqualTo(Choice.OF);
    }

    @Test
    void everyStateIsWellFormedAndOfItsPatient() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int index = 0; index < population.size(); index++) {
            JsonNode state = json.readTree(population.state(index));
            ids.add(state.path("patient").asText());
            numbers.add(state.path("nhs_numbers").path(0).asText());
            assertThat(state.path("preferences").isArray()).isTrue();
        }
        assertThat(ids).hasSize(population.size());
        assertThat(numbers).hasSize(population.size());
    }

    @Test
    void aNumberLeadsBackToItsPatient() {
        assertThat(population.indexOf(population.nhsNumber(12_345))).isEqualTo(12_345);
        assertThat(population.indexOf("4010232137")).isNegative();
    }

    @Test
    void numbersHaveTheRightCheckDigit() {
        String number = population.nhsNumber(4_321);
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (number.charAt(i) - '0') * (10 - i);
        }

        assertThat((11 - sum % 11) % 11).isEqualTo(number.charAt(9) - '0');
    }
}
