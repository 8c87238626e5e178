package uk.concord.benchmark.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import uk.concord.benchmark.question.Region;

/**
 * What the region's systems put on record: of a hundred, seventy decisions, twenty accesses that rest on one, five sign-ins, and five changes of
 * preferences. The same number always gives the same record, so a search can ask for what is there.
 */
final class AuditEvents {

    /** People that anything is on record about; the more records, the more of each. */
    static final int PEOPLE = 170_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> PURPOSES =
            List.of("TREAT", "TREAT", "TREAT", "TREAT", "TREAT", "HPAYMT", "HRESCH");
    private static final int STAFF_OF_EACH = 400;
    private static final long SECONDS_APART = 3;

    private final Region region;
    private final long seed;
    private final Instant begin;

    /**
     * @param begin when the first of them happened; the others follow, three in a second
     */
    AuditEvents(Region region, long seed, Instant begin) {
        this.region = region;
        this.seed = seed;
        this.begin = begin;
    }

    /** What a record says, by which it can be found. */
    record Said(
            UUID id,
            String type,
            Instant at,
            UUID patient,
            String requester,
            String custodian,
            String user,
            String purpose,
            String outcome,
            UUID decision) {}

    /** The record of this number. */
    AuditEvent of(long number) {
        Said said = said(number);
        String body = body(number, said);
        return new AuditEvent(
                said.id(),
                said.patient().toString(),
                said.type(),
                source(said.type()),
                said.at().toString(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** What the record of this number says. */
    Said said(long number) {
        SplittableRandom random = new SplittableRandom(seed ^ number * 0x9E3779B97F4A7C15L);
        String type = type(Math.floorMod(number, 100));
        UUID id = id(number);
        String requester = among(region.hospitals(), region.organisations(), random);
        String custodian = among(region.practices(), region.organisations(), random);
        String purpose = PURPOSES.get(random.nextInt(PURPOSES.size()));
        String outcome = outcome(type, random.nextInt(100));
        return new Said(
                id,
                type,
                begin.plusMillis(number * 1000 / SECONDS_APART),
                patient(random.nextInt(PEOPLE)),
                requester,
                custodian,
                requester.toLowerCase(Locale.ROOT) + "-" + random.nextInt(STAFF_OF_EACH),
                purpose,
                outcome,
                "access".equals(type) ? id(number - number % 100 + random.nextInt(70)) : id);
    }

    private static String source(String type) {
        return switch (type) {
            case "decision" -> "policy-service";
            case "preference-change" -> "consent-service";
            default -> "gateway";
        };
    }

    private static String outcome(String type, int luck) {
        return switch (type) {
            case "sign-in" -> "signed-in";
            case "preference-change" -> "changed";
            default -> luck < 88 ? "permit" : luck < 96 ? "partial" : "deny";
        };
    }

    private static String type(long share) {
        if (share < 70) {
            return "decision";
        }
        if (share < 90) {
            return "access";
        }
        return share < 95 ? "sign-in" : "preference-change";
    }

    /** UUIDv7-like: rises with the number. */
    private UUID id(long number) {
        long millis = begin.toEpochMilli() + number * 1000 / SECONDS_APART;
        SplittableRandom random = new SplittableRandom(seed + number);
        return new UUID(millis << 16 | 0x7000 | random.nextInt(0x1000), 0x8000000000000000L | random.nextLong() >>> 2);
    }

    /** The patient of this number. */
    UUID patient(int number) {
        SplittableRandom random = new SplittableRandom(seed - 1 - number);
        return new UUID(random.nextLong() & ~0xF000L | 0x7000, 0x8000000000000000L | random.nextLong() >>> 2);
    }

    // Seven in ten from those that ask, or hold, most.
    private static String among(List<String> usual, List<String> all, SplittableRandom random) {
        List<String> chosen = random.nextInt(10) < 7 ? usual : all;
        // The first of them more often than the last.
        double place = random.nextDouble();
        return chosen.get((int) (place * place * chosen.size()));
    }

    private static String body(long number, Said said) {
        boolean herself = said.type().equals("preference-change");
        boolean signIn = said.type().equals("sign-in");
        ObjectNode body = JSON.createObjectNode()
                .put("schema", "concord-audit/1")
                .put("id", said.id().toString())
                .put("type", said.type())
                .put("occurred_at", said.at().toString())
                .put("source", source(said.type()))
                .put("request_id", "r-" + number);
        if (!signIn) {
            body.putObject("patient").put("id", said.patient().toString());
        }
        body.set("actor", herself ? herself(said) : staff(said));
        ArrayNode organisations = body.putArray("organisations");
        if (!herself) {
            organisations.add(said.requester());
        }
        if (!herself && !signIn && !said.custodian().equals(said.requester())) {
            organisations.add(said.custodian());
        }
        if (!signIn) {
            body.put("purpose", said.purpose());
        }
        body.put("outcome", said.outcome());
        if (!herself && !signIn) {
            body.put("decision_id", said.decision().toString());
        }
        return body.put(
                        "summary",
                        said.requester() + " asked " + said.custodian() + " to read 2 kinds of information for "
                                + said.purpose() + ".")
                .putRawValue("detail", new RawValue("{" + detail(said) + "}"))
                .toString();
    }

    private static ObjectNode herself(Said said) {
        return JSON.createObjectNode()
                .put("client", "gateway-login")
                .put("subject", said.patient().toString())
                .put("capacity", "self");
    }

    private static ObjectNode staff(Said said) {
        ObjectNode staff = JSON.createObjectNode()
                .put("client", said.requester().toLowerCase(Locale.ROOT) + "-epr")
                .put("subject", "service-account-" + said.requester())
                .put("organisation", said.requester());
        staff.putObject("user").put("id", said.user()).put("role", "consultant").put("asserted", true);
        return staff.put("capacity", "staff");
    }

    private static String detail(Said said) {
        return switch (said.type()) {
            case "decision" ->
                """
                    "facts":{"question":{"resource_type":"patient-record","action":"read","requester":"%1$s","custodian":"%2$s",\
                    "purpose":"%3$s","role":"consultant","categories":["medications","mental-health"],"labels":[],\
                    "supported_obligations":["redact"]},"patient":{"standing":"registered","preferences":[{"scheme":\
                    "shared-care-record","effect":"permit","under_review":false,"exceptions":[]}]}},"at":"%4$s","outcome":"%5$s",\
                    "permitted":["medications"],"withheld":["mental-health"],"reasons":[{"rule":"lawful","effect":"permit",\
                    "text_key":"lawful-agreement","parameters":{},"texts":{"patient":"The organisations have a sharing \
                    agreement.","staff":"The sharing agreement covers this."}}],"obligations":[],"agreement":{"id":"a","title":\
                    "Care"},"valid_until":"%4$s","revisions":{"release":"7","register":"42","patient":3}""".formatted(said.requester(), said.custodian(), said.purpose(), said.at(), said.outcome());
            case "access" ->
                "\"custodian\":\"" + said.custodian()
                        + "\",\"interaction\":\"search\",\"resource_type\":\"Observation\",\"returned\":3,\"withheld\":1,"
                        + "\"not_asked_for\":0,\"other_patients\":0";
            case "preference-change" ->
                "\"revision\":3,\"changes\":[{\"scheme\":\"research\",\"before\":\"deny\",\"after\":\"permit\"}]";
            default -> "\"session\":\"begun\"";
        };
    }
}
