package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.register.Agreement;
import uk.concord.policy.register.Category;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Organisation;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.RegisterThing;
import uk.concord.policy.register.Scheme;

/**
 * The register as the rules see it: by key, with periods as half-open UTC instants and with each organisation's predecessors.
 * Partner systems and postcodes are none of the rules' business.
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
                node.put("from", begin(agreement.from()));
                node.set("until", end(agreement.until()));
                Agreement.Section251 approval = agreement.section251();
                if (approval != null) {
                    ((ObjectNode) node.get("section_251")).set("until", end(approval.expires()));
                }
            }
            case Purpose purpose -> {}
            case Category category -> {}
            case Scheme scheme -> {}
            case uk.concord.policy.register.PartnerSystem system -> {}
        }
        return node;
    }

    private static String begin(LocalDate day) {
        return (day.isAfter(LAST) ? LAST : day)
                .atStartOfDay(PEOPLES_TIME)
                .toInstant()
                .toString();
    }

    private @Nullable TextNode end(@Nullable LocalDate lastDay) {
        return lastDay == null || !lastDay.isBefore(LAST) ? null : TextNode.valueOf(begin(lastDay.plusDays(1)));
    }
}
