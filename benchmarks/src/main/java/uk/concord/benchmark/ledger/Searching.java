package uk.concord.benchmark.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import uk.concord.benchmark.load.Connection;
import uk.concord.benchmark.load.Latencies;

/**
 * Officers' searches over HTTP, one after the other; what is looked for is there, and comes from anywhere in the ledger. Each search is a
 * record itself, which is in its time.
 */
final class Searching {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGES = 10;

    private final Ledger ledger;
    private final SplittableRandom random;
    private final Duration each;
    private final int most;

    /**
     * @param each how long each kind of search is measured
     * @param most or so many searches, whichever is first
     */
    Searching(Ledger ledger, long seed, Duration each, int most) {
        this.ledger = ledger;
        this.random = new SplittableRandom(seed);
        this.each = each;
        this.most = most;
    }

    /** One kind of search. */
    private record Kind(String name, String token, Supplier<ObjectNode> body, int pages) {}

    /** Measures every kind. */
    Map<String, Latencies> run(long size, Consumer<String> progress) throws IOException {
        Map<String, Latencies> seen = new LinkedHashMap<>();
        for (Kind kind : kinds(size)) {
            Latencies latencies = measured(kind);
            progress.accept(String.format(
                    Locale.ROOT,
                    "  search: %s: p50 %.1f ms, p99 %.1f ms, %d searches",
                    kind.name(),
                    latencies.millis(0.5),
                    latencies.millis(0.99),
                    latencies.count()));
            seen.put(kind.name(), latencies);
        }
        return seen;
    }

    /** Makes one search of each kind, and says between them which. */
    void once(long size, Consumer<String> before) throws IOException {
        try (Connection connection = new Connection(ledger.service().port())) {
            for (Kind kind : kinds(size)) {
                before.accept(kind.name());
                ask(connection, kind, kind.body().get());
            }
        }
    }

    private Latencies measured(Kind kind) throws IOException {
        Latencies latencies = new Latencies();
        long end = System.nanoTime() + each.toNanos();
        try (Connection connection = new Connection(ledger.service().port())) {
            // Not the first one: connections and plans are made then.
            ask(connection, kind, kind.body().get());
            while (System.nanoTime() < end && latencies.count() < most) {
                ObjectNode body = kind.body().get();
                for (int page = 0; page < kind.pages(); page++) {
                    long began = System.nanoTime();
                    JsonNode answer = ask(connection, kind, body);
                    latencies.record(System.nanoTime() - began);
                    if (!answer.hasNonNull("next")) {
                        break;
                    }
                    body.set("after", answer.get("next"));
                }
            }
        }
        return latencies;
    }

    private JsonNode ask(Connection connection, Kind kind, ObjectNode body) throws IOException {
        byte[] head = Connection.head(
                "POST",
                "/audit/search",
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + kind.token()));
        Connection.Answer answer = connection.send(head, body.toString().getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new IllegalStateException(
                    "the search " + kind.name() + " was answered with " + answer.status() + ": " + answer.text());
        }
        return JSON.readTree(answer.body());
    }

    private List<Kind> kinds(long size) {
        String regional = ledger.ground().tokens().of("gateway-login", "regional-ig-officer");
        String own = ledger.ground()
                .tokens()
                .of(
                        "gateway-login",
                        "ig-officer",
                        ",\"organisation\":\"" + ledger.events().said(0).requester() + "\"");
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("the newest", regional, JSON::createObjectNode, 1));
        kinds.add(kind(
                "patient",
                regional,
                size,
                (body, said) -> body.put("patient", said.patient().toString())));
        kinds.add(kind(
                "decision id",
                regional,
                size,
                (body, said) -> body.put("decision_id", said.decision().toString())));
        kinds.add(kind("person who asked", regional, size, (body, said) -> body.put("user", said.user())));
        kinds.add(kind("organisation", regional, size, (body, said) -> body.put("organisation", said.requester())));
        kinds.add(kind(
                "organisation and purpose",
                regional,
                size,
                (body, said) -> body.put("organisation", said.requester()).put("purpose", "HRESCH")));
        kinds.add(kind(
                "organisation and refusals",
                regional,
                size,
                (body, said) -> body.put("organisation", said.custodian()).put("outcome", "deny")));
        kinds.add(kind("type", regional, size, (body, said) -> body.put("type", said.type())));
        kinds.add(kind("purpose", regional, size, (body, said) -> body.put("purpose", said.purpose())));
        kinds.add(kind("outcome", regional, size, (body, said) -> body.put("outcome", said.outcome())));
        kinds.add(kind(
                "an hour",
                regional,
                size,
                (body, said) -> body.put("from", said.at().toString())
                        .put("until", said.at().plusSeconds(3600).toString())));
        kinds.add(kind(
                "a day's refusals",
                regional,
                size,
                (body, said) -> body.put("from", said.at().toString())
                        .put("until", said.at().plusSeconds(86_400).toString())
                        .put("outcome", "deny")));
        kinds.add(kind("what isn't there", regional, size, (body, said) -> body.put("purpose", "NONE")));
        kinds.add(kind(
                "patient, by her hospital's officer",
                own,
                size,
                (body, said) -> body.put("patient", said.patient().toString())));
        kinds.add(new Kind(
                "ten pages of a practice",
                regional,
                () -> JSON.createObjectNode().put("organisation", said(size).custodian()),
                PAGES));
        return kinds;
    }

    private Kind kind(String name, String token, long size, BiConsumer<ObjectNode, AuditEvents.Said> fill) {
        return new Kind(
                name,
                token,
                () -> {
                    ObjectNode body = JSON.createObjectNode();
                    fill.accept(body, said(size));
                    return body;
                },
                1);
    }

    private AuditEvents.Said said(long size) {
        // A decision, or an access that rests on one: these have everything that is looked for.
        return ledger.events().said(random.nextLong(size / 100) * 100 + random.nextInt(90));
    }
}
