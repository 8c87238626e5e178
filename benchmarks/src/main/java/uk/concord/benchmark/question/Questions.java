package uk.concord.benchmark.question;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import uk.concord.benchmark.population.Population;

/** Questions by number: the same seed and number always give the same question. */
public final class Questions {

    private static final double BY_HOSPITALS = 0.7;
    private static final double OF_PRACTICES = 0.7;
    private static final long STRIDE = 15_485_863;

    private final Region region;
    private final Population population;
    private final long seed;
    private final Spread spread;

    public Questions(Region region, Population population, long seed, Spread spread) {
        this.region = region;
        this.population = population;
        this.seed = seed;
        this.spread = spread;
    }

    /** One question. */
    record Asked(String requester, String custodian, Use use, int patient) {}

    Asked at(long number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        int patient = random.nextInt(population.size());
        return switch (spread) {
            case AS_ASKED ->
                new Asked(
                        one(random, random.nextDouble() < BY_HOSPITALS ? region.hospitals() : region.organisations()),
                        one(random, random.nextDouble() < OF_PRACTICES ? region.practices() : region.organisations()),
                        Use.at(random.nextDouble()),
                        patient);
            case ALL_DISTINCT -> distinct(number, patient);
        };
    }

    /** How many different combinations of requester, custodian and use there are. */
    public long combinations() {
        long organisations = region.organisations().size();
        return organisations * organisations * Use.ALL.size();
    }

    // The stride is a prime that doesn't divide the number of combinations, so each comes once before any comes again.
    private Asked distinct(long number, int patient) {
        long place = Math.floorMod(number * STRIDE, combinations());
        int organisations = region.organisations().size();
        String requester = region.organisations().get((int) (place % organisations));
        String custodian = region.organisations().get((int) (place / organisations % organisations));
        return new Asked(requester, custodian, Use.ALL.get((int) (place / organisations / organisations)), patient);
    }

    private static String one(SplittableRandom random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The body of an Access Evaluation request (AuthZEN 1.0 §6.1). */
    public String evaluation(long number) {
        Asked asked = at(number);
        return "{" + subject(asked) + "," + action(asked) + "," + resource(asked) + "," + context(number) + "}";
    }

    // Combinations that differ only in organisations that are alike would be one, so each question has a fact of its
    // own: the
    // name of an obligation that it supports, and that nobody imposes.
    private String context(long number) {
        return spread == Spread.ALL_DISTINCT ? CONTEXT.replace("]", ",\"n" + number + "\"]") : CONTEXT;
    }

    /** The body of an Access Evaluations request (AuthZEN 1.0 §7.1) about so many patients: a list on one screen. */
    public String evaluations(long number, int count) {
        Asked first = at(number);
        StringBuilder body = new StringBuilder(32 + count * 160)
                .append("{")
                .append(subject(first))
                .append(",")
                .append(action(first))
                .append(",")
                .append(CONTEXT)
                .append(",\"evaluations\":[");
        for (int i = 0; i < count; i++) {
            int patient = at(number * count + i).patient();
            body.append(i == 0 ? "{" : ",{")
                    .append(resource(new Asked(first.requester(), first.custodian(), first.use(), patient)))
                    .append("}");
        }
        return body.append("]}").toString();
    }

    /** A question about one patient that is for direct care and whose answer hangs on what the patient says. */
    public String aboutCare(int patient) {
        Asked asked =
                new Asked(region.hospitals().getFirst(), region.practices().getFirst(), Use.ALL.getFirst(), patient);
        return "{" + subject(asked) + "," + action(asked) + "," + resource(asked) + "," + CONTEXT + "}";
    }

    /** The question about everybody: without an id. */
    public String aboutEverybody() {
        Asked asked = new Asked(region.hospitals().get(1), region.practices().getFirst(), Use.ALL.getFirst(), 0);
        return "{" + subject(asked) + "," + action(asked) + ",\"resource\":{\"type\":\"patient-record\","
                + properties(asked) + "}," + CONTEXT + "}";
    }

    private static final String CONTEXT = "\"context\":{\"supported_obligations\":[\"redact\"]}";

    private static String subject(Asked asked) {
        return "\"subject\":{\"type\":\"practitioner\",\"id\":\"555254242106\",\"properties\":{\"organisation\":\""
                + asked.requester() + "\",\"role\":\"" + asked.use().role() + "\"}}";
    }

    private static String action(Asked asked) {
        return "\"action\":{\"name\":\"read\",\"properties\":{\"purpose\":\""
                + asked.use().purpose() + "\"}}";
    }

    private String resource(Asked asked) {
        return "\"resource\":{\"type\":\"patient-record\",\"id\":\"" + population.nhsNumber(asked.patient()) + "\","
                + properties(asked) + "}";
    }

    private static String properties(Asked asked) {
        return "\"properties\":{\"custodian\":\"" + asked.custodian() + "\",\"categories\":"
                + asked.use().categories().stream().collect(Collectors.joining("\",\"", "[\"", "\"]")) + "}";
    }
}
