package uk.concord.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.concord.benchmark.population.Population;

class QuestionsTest {

    private final Region region = Region.ofDemonstration();
    private final Population population = new Population(1_000, 7, region.organisations(), Instant.EPOCH);

    @Test
    void theSameNumberGivesTheSameQuestion() {
        Questions one = new Questions(region, population, 3, Spread.AS_ASKED);
        Questions other = new Questions(region, population, 3, Spread.AS_ASKED);

        assertThat(one.evaluation(42)).isEqualTo(other.evaluation(42)).isNotEqualTo(one.evaluation(43));
    }

    @Test
    void allDistinctNeverRepeatsACombination() {
        Questions questions = new Questions(region, population, 3, Spread.ALL_DISTINCT);
        Set<String> seen = new HashSet<>();
        for (int number = 0; number < 200_000; number++) {
            Questions.Asked asked = questions.at(number);
            seen.add(asked.requester() + asked.custodian() + Use.ALL.indexOf(asked.use()));
        }

        assertThat(seen.size()).isGreaterThan(199_900);
    }

    @Test
    void allDistinctHaveAFactOfTheirOwn() throws Exception {
        Questions questions = new Questions(region, population, 3, Spread.ALL_DISTINCT);

        JsonNode one = new ObjectMapper().readTree(questions.evaluation(5));
        JsonNode other = new ObjectMapper().readTree(questions.evaluation(6));

        assertThat(one.path("context")).isNotEqualTo(other.path("context"));
        assertThat(one.at("/context/supported_obligations/0").asText()).isEqualTo("redact");
    }

    @Test
    void questionsReachEveryOrganisationAndEveryUse() {
        Questions questions = new Questions(region, population, 3, Spread.AS_ASKED);
        Set<String> requesters = new HashSet<>();
        Set<String> custodians = new HashSet<>();
        Set<Use> uses = new HashSet<>();
        for (int number = 0; number < 50_000; number++) {
            Questions.Asked asked = questions.at(number);
            requesters.add(asked.requester());
            custodians.add(asked.custodian());
            uses.add(asked.use());
        }

        assertThat(requesters).hasSameSizeAs(region.organisations());
        assertThat(custodians).hasSameSizeAs(region.organisations());
        assertThat(uses).hasSameSizeAs(Use.ALL);
    }

    @Test
    void aBatchIsOneSubjectAndManyPatients() throws Exception {
        Questions questions = new Questions(region, population, 3, Spread.AS_ASKED);

        JsonNode batch = new ObjectMapper().readTree(questions.evaluations(1, 50));

        assertThat(batch.path("evaluations")).hasSize(50);
        assertThat(batch.path("subject").path("properties").path("organisation").asText())
                .isNotBlank();
    }
}
