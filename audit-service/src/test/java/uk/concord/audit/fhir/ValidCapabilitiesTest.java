package uk.concord.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import uk.concord.audit.fhir.event.BalpValidator;
import uk.concord.audit.fhir.external.ElementFault;
import uk.concord.kernel.problem.Problem;
import uk.concord.kernel.problem.ProblemType;

/** What stands around the events is valid, too. */
class ValidCapabilitiesTest {

    private static final String BASE = "https://concord.example/fhir";

    private static BalpValidator validator;

    @BeforeAll
    static void load() {
        validator = BalpValidator.of(FhirContext.forR4Cached(), Stream.of("decision"));
    }

    @Test
    void theCapabilityStatementIsValid() {
        assertThat(validator.faults(CapabilityResource.statement(BASE).toString()))
                .allMatch(ValidCapabilitiesTest::isNarrative);
    }

    @Test
    void outcomesAreValid() {
        ElementFault fault = new ElementFault("AuditEvent.recorded", "is missing.", true);
        Problem one = Problem.of(ProblemType.NOT_FOUND, "There is nothing here.", "r-1", Map.of());
        Problem several = Problem.of(
                ProblemType.INVALID_REQUEST,
                "Much is wrong.",
                null,
                Map.of(ElementFault.MEMBER, List.of(fault, fault)));

        assertThat(validator.faults(FhirOutcomes.outcome(one).toString())).allMatch(ValidCapabilitiesTest::isNarrative);
        assertThat(validator.faults(FhirOutcomes.outcome(several).toString()))
                .allMatch(ValidCapabilitiesTest::isNarrative);
    }

    // dom-6 recommends a narrative, which what only programs read has no use for.
    private static boolean isNarrative(String fault) {
        return fault.contains("dom-6");
    }

    @Test
    void aPageIsAValidBundle() {
        String self = BASE + "/AuditEvent?date=ge2026";
        ObjectNode empty = SearchBundle.of(List.of(), List.of(), BASE, self, self + "&_after=3");
        assertThat(validator.faults(empty.toString())).isEmpty();
    }
}
