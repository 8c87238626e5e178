package uk.concord.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.witness.StandInWitness.Reply;

/** Whatever a witness answers: what isn't its true cosignature of our checkpoint is never stored. */
class WitnessAnswersTest {

    private static final String NAME = "odd";
    private static final TestCosigner COSIGNER = new TestCosigner("witness.example/odd");
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final long TIME = NOW.getEpochSecond();
    private static final int RECORDS = 5;

    @TempDir
    static Path folder;

    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        ledger = new RunningLedger(folder);
        ledger.startAny();
        ledger.send(RECORDS);
        ledger.awaitSigned(RECORDS);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void aTrueCosignatureIsStoredAsItCame() {
        TestCosigner cosigner = new TestCosigner("witness.example/true");
        try (StandInWitness witness = new StandInWitness(
                        request -> Reply.of(200, cosigner.line(StandInWitness.checkpointIn(request), TIME) + "\n"));
                Asked asked = asked(witness, cosigner)) {
            asked.ask();

            String note = asked.cosigned().orElseThrow().note();
            assertThat(note).endsWith(cosigner.line(note.substring(0, note.indexOf("\n\n") + 1), TIME) + "\n");
            assertThat(witness.requests())
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request).startsWith("old 0\n\n" + RunningLedger.ORIGIN + "\n" + RECORDS + "\n"));
        }
    }

    /** A witness may have keys of other kinds, too (C2SP tlog-witness: the client must ignore what it doesn't know). */
    @Test
    void linesOfOtherKeysAreIgnored() {
        TestCosigner cosigner = new TestCosigner("witness.example/two-keys");
        TestCosigner other = new TestCosigner("witness.example/two-keys");
        try (StandInWitness witness = new StandInWitness(request -> {
                    String checkpoint = StandInWitness.checkpointIn(request);
                    return Reply.of(
                            200,
                            other.line(checkpoint, TIME) + "\n" + cosigner.line(checkpoint, TIME) + "\n"
                                    + cosigner.plainLine(checkpoint) + "\n");
                });
                Asked asked = asked(witness, cosigner)) {
            asked.ask();

            assertThat(asked.stored(NAME)).isEqualTo(1);
            assertThat(asked.cosigned().orElseThrow().note())
                    .doesNotContain(cosigner.plainLine("x").substring(0, 40));
        }
    }

    static Stream<Arguments> untrue() {
        return Stream.of(
                signed(
                        "of another time than it says",
                        text -> COSIGNER.lineWithTime(text, TIME, TIME - 1) + "\n",
                        "wrong"),
                signed("of no time", text -> COSIGNER.line(text, 0) + "\n", "no time"),
                signed("of a negative time", text -> COSIGNER.line(text, -1) + "\n", "no time"),
                signed("of a time beyond all calendars", text -> COSIGNER.line(text, Long.MAX_VALUE) + "\n", "no time"),
                signed("of the future", text -> COSIGNER.line(text, TIME + 301) + "\n", "clock is ahead"),
                signed(
                        "over another size",
                        text -> COSIGNER.line(text.replace("\n5\n", "\n4\n"), TIME) + "\n",
                        "wrong"),
                signed("over another origin", text -> COSIGNER.line("x" + text, TIME) + "\n", "wrong"),
                signed("over the checkpoint and more", text -> COSIGNER.line(text + "more\n", TIME) + "\n", "wrong"),
                signed("as a log signs", text -> COSIGNER.plainLine(text) + "\n", "another key"),
                signed("without a newline", text -> COSIGNER.line(text, TIME), "isn’t lines"),
                signed("and malformed", text -> COSIGNER.line(text, TIME) + "\nrubbish\n", "malformed"),
                signed("and cut off", text -> COSIGNER.line(text, TIME).substring(0, 90) + "\n", "can’t be relied on"),
                signed(
                        "and then a wrong one",
                        text -> COSIGNER.line(text, TIME) + "\n" + COSIGNER.lineWithTime(text, TIME, TIME - 1) + "\n",
                        "wrong"),
                signed("sixty-four times", text -> (COSIGNER.line(text, TIME) + "\n").repeat(64), "isn’t lines"),
                answered("nothing", Reply.of(200, ""), "isn’t lines"),
                answered("an empty line", Reply.of(200, "\n"), "malformed"),
                answered("a page", Reply.of(200, "<html><p>Hello</p></html>\n"), "malformed"),
                answered("too much", Reply.of(200, "\u2014 ".repeat(100_000)), "can’t be reached"),
                answered("another success", Reply.of(204, ""), "status 204"),
                answered("a redirect", new Reply(307, Map.of("Location", "http://localhost:9/"), ""), "status 307"),
                answered("bad request", Reply.of(400, "invalid input\n"), "status 400: invalid input."),
                answered("that it doesn't know us", Reply.of(404, ""), "doesn’t know our ledger"),
                answered("that it doesn't trust us", Reply.of(403, ""), "doesn’t accept our signature"),
                answered("too many requests", Reply.of(429, ""), "status 429"),
                answered("a fault of its own", Reply.of(500, "a\r\nfault\u0000"), "status 500: a fault."),
                answered("a size without its type", Reply.of(409, "3\n"), "doesn’t say which"),
                answered("no size", Reply.size("three\n"), "doesn’t say which"),
                answered("a size without a newline", Reply.size("3"), "doesn’t say which"),
                answered("a negative size", Reply.size("-1\n"), "doesn’t say which"),
                answered("a size with a zero before it", Reply.size("03\n"), "doesn’t say which"),
                answered("the very size that it was asked from", Reply.size("0\n"), "refuses the very size"));
    }

    private static Arguments signed(String what, Function<String, String> lines, String failure) {
        Function<String, Reply> behaviour = request -> Reply.of(200, lines.apply(StandInWitness.checkpointIn(request)));
        return arguments(what, behaviour, failure);
    }

    private static Arguments answered(String what, Reply reply, String failure) {
        Function<String, Reply> behaviour = request -> reply;
        return arguments(what, behaviour, failure);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untrue")
    void nothingElseIsStored(String what, Function<String, Reply> behaviour, String failure) {
        try (StandInWitness witness = new StandInWitness(behaviour);
                Asked asked = asked(witness, COSIGNER)) {
            asked.ask();

            assertThat(asked.stored(NAME)).isZero();
            assertThat(asked.cosigned()).isEmpty();
            assertThat(asked.state(NAME).failure()).contains(failure);
            assertThat(asked.state(NAME).failedAt()).isEqualTo(NOW);
            assertThat(asked.state(NAME).contradiction()).isNull();
        }
    }

    @Test
    void whoNamesAnotherSizeEachTimeIsAskedThreeTimes() {
        AtomicInteger size = new AtomicInteger();
        try (StandInWitness witness = new StandInWitness(request -> Reply.size(size.incrementAndGet() + "\n"));
                Asked asked = asked(witness, COSIGNER)) {
            asked.ask();

            assertThat(asked.state(NAME).failure()).contains("another size");
            assertThat(witness.requests().stream()
                            .map(request -> request.lines().findFirst().orElseThrow()))
                    .containsExactly("old 0", "old 1", "old 2");
        }
    }

    @Test
    void aSizeBeyondOursIsAnAlarmAndNotAskedAgainAtOnce() {
        try (StandInWitness witness = new StandInWitness(request -> Reply.size("6\n"));
                Alarms alarms = new Alarms();
                Asked asked = asked(witness, COSIGNER)) {
            asked.ask().ask();

            assertThat(asked.state(NAME).contradiction()).contains("a ledger of 6 records");
            assertThat(alarms.said).hasSize(1);
            assertThat(witness.requests()).hasSize(1);
        }
    }

    @Test
    void aWitnessThatIsSlowIsGivenUpAndKeepsNobodyElseWaiting() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        TestCosigner slow = new TestCosigner("witness.example/slow");
        TestCosigner quick = new TestCosigner("witness.example/quick");
        try (StandInWitness silent = new StandInWitness(request -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Reply.of(200, slow.line(StandInWitness.checkpointIn(request), TIME) + "\n");
                });
                StandInWitness answering = new StandInWitness(
                        request -> Reply.of(200, quick.line(StandInWitness.checkpointIn(request), TIME) + "\n"));
                Asked asked = new Asked(
                        ledger,
                        TestSettings.of(
                                        Map.of(
                                                "slow",
                                                new TestSettings.At(silent.url(), slow.vkey()),
                                                "quick",
                                                new TestSettings.At(answering.url(), quick.vkey())),
                                        1)
                                .within(Duration.ofMillis(300)),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        Duration.ofSeconds(30))) {
            asked.ask();

            assertThat(asked.state("slow").failure()).isEqualTo("It didn’t answer within 300 ms.");
            assertThat(asked.stored("slow")).isZero();
            assertThat(asked.stored("quick")).isEqualTo(1);
            over.countDown();
        }
    }

    @Test
    void whoIsBusyIsLeftAloneForAsLongAsItAsks() {
        Reply busy = new Reply(429, Map.of("Retry-After", "120"), "");
        try (StandInWitness witness = new StandInWitness(request -> busy);
                Asked asked = asked(witness, COSIGNER)) {
            asked.ask().ask();

            assertThat(asked.state(NAME).notBefore()).isEqualTo(NOW.plusSeconds(120));
            assertThat(witness.requests()).hasSize(1);
        }
    }

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToABound() {
        Duration first = Duration.ofSeconds(30);
        Outcome.Failure away = new Outcome.Failure("away", null);
        WitnessState state = WitnessState.UNTRIED.failed(away, NOW, first);
        assertThat(state.notBefore()).isEqualTo(NOW.plusSeconds(30));

        state = state.failed(away, NOW, first);
        assertThat(state.notBefore()).isEqualTo(NOW.plusSeconds(60));

        for (int i = 0; i < 100; i++) {
            state = state.failed(away, NOW, first);
        }
        assertThat(state.notBefore()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        Outcome.Failure busy = new Outcome.Failure("busy", Duration.ofDays(9));
        assertThat(state.failed(busy, NOW, first).notBefore()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aStoredCheckpointThatTheLogDidNotSignIsNotSentToAnybody() throws Exception {
        try (StandInWitness witness = new StandInWitness(request -> Reply.of(503, ""));
                Asked asked = asked(witness, COSIGNER)) {
            alterCheckpoint("replace(note, e'\\n5\\n', e'\\n4\\n')");
            try {
                asked.ask();
            } finally {
                alterCheckpoint("replace(note, e'\\n4\\n', e'\\n5\\n')");
            }

            assertThat(witness.requests()).isEmpty();
            assertThat(asked.state(NAME).failure()).contains("our own newest checkpoint can’t be relied on");
        }
    }

    private static void alterCheckpoint(String note) throws SQLException {
        ledger.database.execute(
                "alter table checkpoint disable trigger append_only",
                "update checkpoint set note = " + note + " where tree_size = " + RECORDS,
                "alter table checkpoint enable always trigger append_only");
    }

    private static Asked asked(StandInWitness witness, TestCosigner cosigner) {
        return new Asked(
                ledger,
                TestSettings.of(NAME, witness.url(), cosigner.vkey()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ofSeconds(30));
    }
}
