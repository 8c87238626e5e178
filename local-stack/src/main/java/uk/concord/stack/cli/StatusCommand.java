package uk.concord.stack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import uk.concord.stack.platform.Accounts;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.PlatformState;
import uk.concord.stack.platform.SettingsException;

/** {@code ./concord status [--json]}: exit status 0 only when all is ready. */
final class StatusCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformSettings settings;

    StatusCommand(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) {
        Optional<Platform> running = Platform.running(settings.project(), settings.folder());
        PlatformSettings inForce = running.map(Platform::settings).orElse(settings);
        PlatformState state = running.map(Platform::state).orElseGet(this::stopped);
        if (arguments.equals(List.of("--json"))) {
            System.out.println(json(inForce, state));
        } else if (arguments.isEmpty()) {
            table(state, running.map(Platform::pid));
        } else {
            throw new SettingsException("'status' takes --json or nothing, not " + String.join(" ", arguments));
        }
        return state.ready() ? 0 : 1;
    }

    /** What scripts rely on: change nothing here that is there already. */
    static String json(PlatformSettings settings, PlatformState state) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("ready", state.ready());
        answer.put("gateway", settings.gateway().toString());
        answer.put("keycloak", settings.keycloak().toString());
        ArrayNode parts = answer.putArray("parts");
        for (PlatformState.Part part : state.parts()) {
            ObjectNode shown = parts.addObject().put("name", part.name()).put("address", part.address());
            if (part.pid() == 0) {
                shown.putNull("pid");
            } else {
                shown.put("pid", part.pid());
            }
            shown.put("health", part.health());
        }
        ArrayNode clients = answer.putArray("clients");
        Accounts.clients()
                .forEach(client ->
                        clients.addObject().put("id", client.id()).put("organisation", client.organisation()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void table(PlatformState state, Optional<Long> supervisor) {
        System.out.printf("%-16s %-9s %8s %8s  %s%n", "part", "health", "process", "memory", "address");
        long total = 0;
        for (PlatformState.Part part : state.parts()) {
            long memory = part.pid() == 0 ? 0 : ProcessMemory.ofTree(part.pid());
            total += memory;
            System.out.printf(
                    "%-16s %-9s %8s %8s  %s%s%n",
                    part.name(),
                    part.health(),
                    part.pid() == 0 ? "-" : Long.toString(part.pid()),
                    mebibytes(memory),
                    part.address(),
                    part.doing().isEmpty() ? "" : "  (" + part.doing() + ")");
        }
        if (supervisor.isPresent()) {
            long memory = ProcessMemory.of(supervisor.get());
            total += memory;
            System.out.printf("%-16s %-9s %8d %8s%n", "supervisor", "ready", supervisor.get(), mebibytes(memory));
            System.out.printf("%-16s %-9s %8s %8s%n", "all", "", "", mebibytes(total));
        }
        if (!state.doing().isEmpty()) {
            System.out.println("demonstration: " + state.doing());
        }
        System.out.println(
                state.ready() ? "Ready." : supervisor.isPresent() ? "Not ready." : "Not running: ./concord run");
    }

    private PlatformState stopped() {
        return new PlatformState(
                false,
                "",
                new TreeSet<>(settings.parts())
                        .stream()
                                .map(name -> new PlatformState.Part(name, address(name), 0, "stopped", "", 0))
                                .toList());
    }

    private String address(String part) {
        return java.util.Arrays.stream(uk.concord.stack.platform.PlatformPort.values())
                .filter(port -> port.part().equals(part))
                .findFirst()
                .map(port -> "localhost:" + settings.port(port))
                .orElse("");
    }

    private static String mebibytes(long kibibytes) {
        return kibibytes == 0 ? "-" : kibibytes / 1024 + " MiB";
    }
}
