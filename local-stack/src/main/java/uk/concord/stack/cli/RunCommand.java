package uk.concord.stack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import uk.concord.stack.demo.SyntheticPatients;
import uk.concord.stack.platform.Accounts;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.PlatformState;
import uk.concord.stack.platform.SettingsException;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.Waiting;

/** {@code ./concord run [--fresh]}. */
final class RunCommand {

    /** Long enough for a first start that installs OPA and builds Keycloak on a slow machine. */
    private static final Duration BOUND = Duration.ofMinutes(20);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final PlatformSettings settings;
    private final Map<String, String> shown = new HashMap<>();

    RunCommand(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) throws IOException {
        boolean fresh = arguments.equals(List.of("--fresh"));
        if (!fresh && !arguments.isEmpty()) {
            throw new SettingsException("'run' takes --fresh or nothing, not " + String.join(" ", arguments));
        }
        if (Platform.running(settings.project(), settings.folder()).isPresent()) {
            if (fresh) {
                throw new SettingsException("The platform runs. End it before it starts empty: ./concord stop");
            }
            System.out.println(
                    "The platform runs already. To run what you have changed since: ./concord stop, then run.");
            return new StatusCommand(settings).run(List.of());
        }
        if (fresh) {
            Folders.delete(settings.folder());
        }
        long started = System.nanoTime();
        Platform platform = Platform.start(settings);
        long end = started + BOUND.toNanos();
        PlatformState state = platform.state();
        while (!state.ready() && !state.hasFailed() && System.nanoTime() < end) {
            show(state);
            Waiting.pause(LOOK);
            state = platform.state();
        }
        show(state);
        if (!state.ready()) {
            return failed(state);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
        System.out.println();
        System.out.println("Ready after " + seconds + " s.");
        introduce(platform);
        return 0;
    }

    /** One line for each thing that has changed since the last look. */
    private void show(PlatformState state) {
        for (PlatformState.Part part : state.parts()) {
            String line = switch (part.health()) {
                case "waiting" -> "";
                case "ready" -> "ready (" + part.seconds() + " s)  " + part.address();
                default -> part.health().equals("starting") ? part.doing() : part.health() + ": " + part.doing();
            };
            say(part.name(), line);
        }
        say("demonstration", state.doing());
    }

    private void say(String who, String what) {
        if (!what.equals(shown.getOrDefault(who, ""))) {
            shown.put(who, what);
            if (!what.isEmpty()) {
                System.out.printf("%-16s %s%n", who, what);
            }
        }
    }

    private int failed(PlatformState state) {
        System.err.println();
        if (!state.hasFailed()) {
            System.err.println("Not ready after " + BOUND.toMinutes() + " minutes.");
        }
        System.err.println("The platform is not ready. What has failed stands above; its log: ./concord logs <part>."
                + " The other parts go on running: ./concord status shows them, ./concord stop ends them.");
        return 1;
    }

    private void introduce(Platform platform) {
        String patient = SyntheticPatients.nhsNumbers(1).getFirst();
        System.out.println();
        System.out.println("Addresses");
        System.out.printf("  %-16s %s%n", "gateway", settings.gateway());
        System.out.printf("  %-16s %s%n", "Keycloak", settings.keycloak());
        System.out.println();
        System.out.println("People (password " + Accounts.PASSWORD + ")");
        Accounts.people().forEach(person -> System.out.printf("  %-16s %s%n", person.account(), person.who()));
        System.out.println();
        System.out.println("Partner systems (secret: <client>-secret)");
        Accounts.clients().forEach(client -> System.out.printf("  %-16s %s%n", client.id(), client.name()));
        System.out.println();
        System.out.println("Try: may Lancashire Teaching Hospitals see this patient's medications and allergies?");
        System.out.println("""

                curl -s %s/access/v1/evaluation \\
                  -H "Authorization: Bearer $(./concord token rxn-epr)" \\
                  -H "Content-Type: application/json" \\
                  -d '{"subject":  {"type": "practitioner", "id": "555254242106",
                                    "properties": {"organisation": "RXN", "role": "R8000"}},
                       "action":   {"name": "read", "properties": {"purpose": "TREAT"}},
                       "resource": {"type": "patient-record", "id": "%s",
                                    "properties": {"custodian": "P81002", "categories": ["medications", "allergies"]}},
                       "context":  {"supported_obligations": ["redact"]}}'
                """.formatted(platform.settings().gateway(), patient));
    }
}
