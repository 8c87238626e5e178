package uk.concord.benchmark.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
        String source = switch (said.type()) {
            case "decision" -> "policy-service";
            case "preference-change" -> "consent-service";
            default -> "gateway";
        };
        return new AuditEvent(
                said.id(),
                said.patient().toString(),
                said.type(),
                source,
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
        int luck = random.nextInt(100);
        String outcome = luck < 88 ? "permit" : luck < 96 ? "partial" : "deny";
        return new Said(
                id,
                type,
                begin.plusMillis(number * 1000 / SECONDS_APART),
                patient(random.nextInt(PEOPLE)),
                requester,
                custodian,
                requester.toLowerCase(java.util.Locale.ROOT) + "-" + random.nextInt(STAFF_OF_EACH),
                purpose,
                "sign-in".equals(type) ? "signed-in" : "preference-change".equals(type) ? "changed" : outcome,
                "access".equals(type) ? id(number - number % 100 + random.nextInt(70)) : id);
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
        String actor = "preference-change".equals(said.type())
                ? "{\"client\":\"gateway-login\",\"subject\":\"" + said.patient() + "\",\"capacity\":\"self\"}"
                : "{\"client\":\"" + said.requester().toLowerCase(java.util.Locale.ROOT)
                        + "-epr\",\"subject\":\"service-account-" + said.requester() + "\",\"organisation\":\""
                        + said.requester() + "\",\"user\":{\"id\":\"" + said.user()
                        + "\",\"role\":\"consultant\",\"asserted\":true},\"capacity\":\"staff\"}";
        boolean concerns = !"sign-in".equals(said.type());
        return "{\"schema\":\"concord-audit/1\",\"id\":\"" + said.id() + "\",\"type\":\"" + said.type()
                + "\",\"occurred_at\":\"" + said.at() + "\",\"source\":\"policy-service\",\"request_id\":\"r-" + number
                + "\"," + (concerns ? "\"patient\":{\"id\":\"" + said.patient() + "\"}," : "") + "\"actor\":" + actor
                + ",\"organisations\":["
                + ("preference-change".equals(said.type()) ? "" : "\"" + said.requester() + "\"")
                + (concerns
                                && !"preference-change".equals(said.type())
                                && !said.custodian().equals(said.requester())
                        ? ",\"" + said.custodian() + "\""
                        : "")
                + "]," + (concerns ? "\"purpose\":\"" + said.purpose() + "\"," : "") + "\"outcome\":\""
                + said.outcome() + "\"," + (rests(said) ? "\"decision_id\":\"" + said.decision() + "\"," : "")
                + "\"summary\":\"" + said.requester() + " asked " + said.custodian()
                + " to read 2 kinds of information for " + said.purpose() + ".\",\"detail\":{" + detail(said) + "}}";
    }

    private static boolean rests(Said said) {
        return "decision".equals(said.type()) || "access".equals(said.type());
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
