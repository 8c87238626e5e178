package uk.concord.stack.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import uk.concord.stack.demo.SyntheticPatients;
import uk.concord.stack.platform.LedgerVerification;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.process.Waiting;
import uk.concord.stack.tour.TourClient.Answer;

/**
 * Six things to see on the running platform. Each says what it expects; the tour fails if anything isn't as it says. What it
 * changes it puts back.
 */
public final class Tour {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TRUST = "rxn-epr";
    private static final String PATIENT = "patient1";
    private static final String OFFICER = "officer.rxn";
    private static final int LONGEST_LINE = 116;

    private final Platform platform;
    private final TourClient client;
    private final PrintStream out;
    private final List<String> nhsNumbers = SyntheticPatients.nhsNumbers(5);
    private int wrong;

    public Tour(Platform platform, PrintStream out) {
        this.platform = platform;
        this.client = new TourClient(platform);
        this.out = out;
    }

    /** Runs the tour. True if everything was as it says. */
    public boolean run() throws IOException, SQLException, InterruptedException {
        long started = System.nanoTime();
        JsonNode before = client.get(PATIENT, "/me/preferences", Map.of()).json();
        try {
            choose("permit", List.of());
            String decision = asks();
            changesHerMind();
            readsFhir();
            meetsAGap();
            followsARecord(decision);
            tampers(decision);
        } finally {
            putBack(before);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
        out.println();
        out.println(
                wrong == 0
                        ? "All of it was as it says. " + seconds + " s."
                        : wrong + " of it wasn't as it says: see the lines that begin with WRONG.");
        return wrong == 0;
    }

    private String asks() {
        title("1", "A hospital asks whether it may see a patient's medications");
        Answer answer = ask(TRUST, "RXN");
        show(answer);
        expect(answer.json().path("decision").asBoolean(), "it is permitted, with its reasons and legal bases");
        return answer.json().path("context").path("id").asText();
    }

    private void changesHerMind() {
        title("2", "The patient says: not this hospital. The hospital asks again");
        request("PUT /me/preferences", "as " + PATIENT + ": share for my care, but not with RXN");
        long changed = System.nanoTime();
        long revision = choose("permit", List.of("RXN"));
        Answer[] latest = new Answer[1];
        boolean denied = holds(() -> {
            latest[0] = ask(TRUST, "RXN", false);
            return !latest[0].json().path("decision").asBoolean(true);
        });
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - changed);
        say("← her revision " + revision + "; the next question was answered with no after " + milliseconds + " ms");
        if (latest[0] != null) {
            show(latest[0]);
        }
        expect(denied, "it is denied, with the reason in plain English");
        choose("permit", List.of());
        expect(
                holds(() -> ask(TRUST, "RXN", false).json().path("decision").asBoolean()),
                "when she takes it back, it is permitted again");
    }

    private void readsFhir() {
        title("3", "The hospital reads test results of another patient through the gateway, as FHIR");
        String path = "/fhir/P81002/Observation?_count=50&patient.identifier="
                + URLEncoder.encode("https://fhir.nhs.uk/Id/nhs-number|" + nhsNumbers.get(4), StandardCharsets.UTF_8);
        request("GET /fhir/P81002/Observation?patient.identifier=…", "as " + TRUST);
        Answer answer = client.get(
                TRUST,
                path,
                Map.of(
                        "X-Purpose-Of-Use", "TREAT",
                        "NHSD-End-User-Organisation-ODS", "RXN",
                        "X-User-Id", "555254242106",
                        "X-User-Role", "S8000:G8000:R8000"));
        int matches = 0;
        String notice = "";
        for (JsonNode entry : answer.json().path("entry")) {
            if (entry.path("search").path("mode").asText().equals("outcome")) {
                notice = entry.path("resource")
                        .path("issue")
                        .path(0)
                        .path("diagnostics")
                        .asText();
                notice = notice.isEmpty()
                        ? entry.path("resource")
                                .path("issue")
                                .path(0)
                                .path("details")
                                .path("text")
                                .asText()
                        : notice;
            } else {
                matches++;
            }
        }
        say("← " + answer.status() + ", " + matches + " test results, and a notice: " + notice);
        expect(
                answer.status() == 200 && matches > 0 && !notice.isEmpty(),
                "what may be seen is there; that something is withheld is said, and not what");
    }

    private void meetsAGap() {
        title("4", "A care provider without a sharing agreement asks");
        Answer answer = ask("zzc01-care", "ZZC01");
        JsonNode gap = answer.json().path("context").path("gap");
        say("← no: " + gap.path("detail").asText());
        say("  who can supply it: " + gap.path("supplied_by").asText());
        expect(
                gap.path("missing").asText().equals("sharing-agreement"),
                "it is a gap, which names what is missing and who can supply it");
    }

    private void followsARecord(String decision) {
        title("5", "The hospital's IG officer finds the first decision in the audit trail, and its proof");
        request("POST /audit/search", "as " + OFFICER + ": {\"decision_id\": \"" + decision + "\"}");
        String[] record = {""};
        expect(
                holds(() -> {
                    Answer found = client.post(
                            OFFICER,
                            "/audit/search",
                            TourClient.json("{\"decision_id\":\"" + decision + "\",\"type\":\"decision\"}"));
                    record[0] = found.json().path("records").path(0).path("id").asText();
                    return !record[0].isEmpty();
                }),
                "it is on record");
        Answer story = client.get(OFFICER, "/audit/records/" + record[0], Map.of());
        say("← " + story.json().path("summary").asText());
        Answer[] proof = new Answer[1];
        expect(
                holds(() -> {
                    proof[0] = client.get(OFFICER, "/audit/records/" + record[0] + "/proof.tlog-proof", Map.of());
                    return proof[0].status() == 200;
                }),
                "its proof of being in the ledger is there, under a signed checkpoint");
        if (proof[0] != null) {
            proof[0].text().lines().limit(4).forEach(line -> say("  " + line));
        }
    }

    private void tampers(String decision) throws IOException, SQLException, InterruptedException {
        title("6", "Somebody with all rights on a copy of the ledger's database turns that permit into a deny");
        LedgerVerification verification = new LedgerVerification(platform);
        // Records go on arriving, so the copy is held against what was signed before it was made.
        Path checkpoint = Files.createTempFile("concord-tour", ".checkpoint");
        Files.copy(platform.ledgerCheckpoint(), checkpoint, StandardCopyOption.REPLACE_EXISTING);
        try (ScratchLedger scratch = ScratchLedger.copyOf(platform)) {
            expect(
                    verification.of(scratch.jdbcUrl(), checkpoint, out) == 0,
                    "before that, the copy is whole: every record is as it was signed");
            long place = scratch.makeAPermitADeny(decision);
            say("  record " + place + " altered");
            expect(verification.of(scratch.jdbcUrl(), checkpoint, out) == 1, "verify names the altered record");
        } finally {
            Files.delete(checkpoint);
        }
    }

    private Answer ask(String account, String organisation) {
        return ask(account, organisation, true);
    }

    private Answer ask(String account, String organisation, boolean shown) {
        if (shown) {
            request(
                    "POST /access/v1/evaluation",
                    "as " + account + ": may " + organisation + " see medications held by P81002, for TREAT?");
        }
        return client.post(
                account, "/access/v1/evaluation", TourClient.json("""
                {"subject": {"type": "practitioner", "id": "555254242106",
                             "properties": {"organisation": "%s", "role": "S8000:G8000:R8000"}},
                 "action": {"name": "read", "properties": {"purpose": "TREAT"}},
                 "resource": {"type": "patient-record", "id": "%s",
                              "properties": {"custodian": "P81002", "categories": ["medications"]}}}
                """.formatted(organisation, nhsNumbers.getFirst())));
    }

    private void show(Answer answer) {
        JsonNode context = answer.json().path("context");
        say("← " + (answer.json().path("decision").asBoolean() ? "yes" : "no") + ", decision "
                + context.path("id").asText());
        for (JsonNode reason : context.path("reasons")) {
            say("  " + reason.path("effect").asText() + ": "
                    + reason.path("text").asText());
        }
        JsonNode bases = context.path("legal_bases");
        if (!bases.isMissingNode()) {
            say("  legal bases: UK GDPR " + bases.path("article_6").asText() + " and "
                    + bases.path("article_9").asText() + "; common law: "
                    + bases.path("common_law").asText());
        }
    }

    private long choose(String effect, List<String> butNot) {
        List<String> exceptions = new ArrayList<>();
        butNot.forEach(
                organisation -> exceptions.add("{\"effect\":\"deny\",\"organisations\":[\"" + organisation + "\"]}"));
        return put(TourClient.json("[{\"scheme\":\"shared-care-record\",\"effect\":\"" + effect + "\",\"exceptions\":"
                + exceptions + "}]"));
    }

    private long put(JsonNode choices) {
        long revision = client.get(PATIENT, "/me/preferences", Map.of())
                .json()
                .path("revision")
                .asLong();
        Answer answer = client.put(
                PATIENT,
                "/me/preferences",
                revision,
                TourClient.json("{\"choices\":" + choices + ",\"wording\":\"choices-2026-11\"}"));
        if (answer.status() != 200) {
            throw new IllegalStateException("The change was answered with " + answer.status() + ": " + answer.text());
        }
        return answer.json().path("revision").asLong();
    }

    private void putBack(JsonNode before) {
        for (JsonNode preference : before.path("preferences")) {
            if (preference.path("scheme").asText().equals("shared-care-record")) {
                put(TourClient.json("[{\"scheme\":\"shared-care-record\",\"effect\":" + preference.path("effect")
                        + ",\"exceptions\":" + preference.path("exceptions") + "}]"));
                return;
            }
        }
        put(TourClient.json("[{\"scheme\":\"shared-care-record\",\"withdraw\":true}]"));
    }

    private static boolean holds(Supplier<Boolean> condition) {
        try {
            Waiting.until(condition::get, SOON, () -> "not in time");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void title(String number, String text) {
        out.println();
        out.println(number + ". " + text);
    }

    private void request(String what, String by) {
        say("→ " + what + "  " + by);
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            wrong++;
        }
        say((holds ? "✓ " : "WRONG: not so: ") + what);
    }

    private void say(String line) {
        String rest = line;
        while (rest.length() > LONGEST_LINE) {
            int end = rest.lastIndexOf(' ', LONGEST_LINE);
            int cut = end > LONGEST_LINE / 2 ? end : LONGEST_LINE;
            out.println("   " + rest.substring(0, cut));
            rest = "    " + rest.substring(cut).strip();
        }
        out.println("   " + rest);
    }
}
