package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.register.Agreement;
import uk.concord.policy.register.Category;
import uk.concord.policy.register.Direction;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Organisation;
import uk.concord.policy.register.PartnerSystem;
import uk.concord.policy.register.PublicInterestBasis;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.RegisterThing;
import uk.concord.policy.register.Scheme;
import uk.concord.policy.register.Section251;

/**
 * The register as the rules see it: by key, with periods as half-open UTC instants and with each organisation's predecessors.
 * Partner systems, postcodes, the names of those who signed and what was weighed for a public-interest basis are none of the
 * rules' business.
 */
@ApplicationScoped
class RegisterData {

    private static final ZoneId PEOPLES_TIME = ZoneId.of("Europe/London");
    // OPA counts nanoseconds in 64 bits, which end in 2262.
    private static final LocalDate LAST = LocalDate.of(2262, 1, 1);

    private final ObjectMapper json;

    RegisterData(ObjectMapper json) {
        this.json = json;
    }

    String of(RegisterSnapshot register) {
        ObjectNode data = json.createObjectNode();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.PARTNER_SYSTEMS) {
                ObjectNode things = data.putObject(kind.member());
                register.all(kind).forEach(thing -> things.set(thing.key(), of(thing, register)));
            }
        }
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private ObjectNode of(RegisterThing thing, RegisterSnapshot register) {
        ObjectNode node = json.valueToTree(thing);
        switch (thing) {
            case Organisation organisation -> {
                node.remove("postcode");
                node.set("predecessors", json.valueToTree(register.predecessors(organisation.odsCode())));
            }
            case Agreement agreement -> {
                period(node, agreement.from(), agreement.until());
                node.path("signatories").forEach(signatory -> ((ObjectNode) signatory).remove("name"));
                // The rules of an earlier release read the one exception that there could be.
                agreement.statutoryExceptions().stream()
                        .findFirst()
                        .ifPresent(first -> node.put("statutory_exception", first));
                Section251 approval = agreement.section251();
                if (approval != null && node.get("section_251") instanceof ObjectNode its) {
                    end(approval.expires()).ifPresent(until -> its.put("until", until));
                }
            }
            case Scheme scheme -> {
                node.remove("fresh_for");
                Duration bound = scheme.freshFor();
                if (bound != null) {
                    node.put("fresh_for_seconds", bound.toSeconds());
                }
            }
            case Direction direction -> period(node, direction.from(), direction.until());
            case PublicInterestBasis basis -> {
                node.remove(List.of("author", "justification", "proportionality"));
                period(node, basis.from(), basis.until());
            }
            case Purpose purpose -> {}
            case Category category -> {}
            case PartnerSystem system -> {}
        }
        return node;
    }

    private static void period(ObjectNode node, LocalDate from, @Nullable LocalDate lastDay) {
        node.put("from", begin(from));
        node.remove("until");
        end(lastDay).ifPresent(until -> node.put("until", until));
    }

    private static String begin(LocalDate day) {
        return (day.isAfter(LAST) ? LAST : day)
                .atStartOfDay(PEOPLES_TIME)
                .toInstant()
                .toString();
    }

    private static Optional<String> end(@Nullable LocalDate lastDay) {
        return lastDay == null || !lastDay.isBefore(LAST) ? Optional.empty() : Optional.of(begin(lastDay.plusDays(1)));
    }
}
