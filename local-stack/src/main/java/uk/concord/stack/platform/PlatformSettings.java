package uk.concord.stack.platform;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.process.Folders;

/**
 * How one platform runs. Several run beside each other when their folders and ports differ.
 *
 * @param folder holds its data, logs and secrets
 * @param parts the parts to start; see {@link PlatformParts#ALL}
 * @param demonstration whether the register and the patients of the demonstration are loaded
 * @param owner the process whose end ends the platform; 0 for none
 */
public record PlatformSettings(
        ProjectFolder project,
        Path folder,
        Map<PlatformPort, Integer> ports,
        Set<String> parts,
        boolean demonstration,
        long owner) {

    private static final String FILE = "settings.properties";
    private static final Set<String> OTHER_KEYS = Set.of("folder", "parts", "demonstration", "owner");

    public PlatformSettings {
        ports = Map.copyOf(ports);
        parts = Set.copyOf(parts);
    }

    /**
     * The settings of {@code ./concord run}: environment variables, else {@code .concord/settings.properties}, else what is usual.
     *
     * @throws SettingsException on a key or a value that means nothing
     */
    public static PlatformSettings of(ProjectFolder project, Map<String, String> environment) {
        Properties file = read(project.kept().resolve(FILE));
        demandKnown(file, project.kept().resolve(FILE));
        Map<PlatformPort, Integer> ports = new EnumMap<>(PlatformPort.class);
        for (PlatformPort port : PlatformPort.values()) {
            String value = environment.getOrDefault(
                    port.variable(), file.getProperty(port.key(), Integer.toString(port.usual())));
            ports.put(port, portNumber(port, value));
        }
        String folder = environment.getOrDefault("CONCORD_FOLDER", file.getProperty("folder", ".concord/run"));
        String parts = environment.getOrDefault("CONCORD_PARTS", file.getProperty("parts", ""));
        return new PlatformSettings(
                        project,
                        project.root().resolve(folder).normalize(),
                        ports,
                        parts.isBlank() ? PlatformParts.ALL : partNames(parts),
                        !"false"
                                .equals(environment.getOrDefault(
                                        "CONCORD_DEMONSTRATION", file.getProperty("demonstration", "true"))),
                        0)
                .withoutSharedPorts();
    }

    /** For a test: a folder of its own, ports that are free now, and an end with this JVM. */
    public static PlatformSettings forTest(ProjectFolder project, Path folder) {
        Map<PlatformPort, Integer> ports = new EnumMap<>(PlatformPort.class);
        List<Integer> free = FreePorts.several(PlatformPort.values().length);
        for (PlatformPort port : PlatformPort.values()) {
            ports.put(port, free.get(port.ordinal()));
        }
        return new PlatformSettings(
                project,
                folder.toAbsolutePath(),
                ports,
                PlatformParts.ALL,
                true,
                ProcessHandle.current().pid());
    }

    /** The same with only these parts. */
    public PlatformSettings withParts(Set<String> wanted) {
        return new PlatformSettings(project, folder, ports, wanted, demonstration, owner);
    }

    /** The settings with which the platform of this folder was started last. */
    static PlatformSettings saved(ProjectFolder project, Path folder) {
        Properties file = read(folder.resolve(FILE));
        Map<PlatformPort, Integer> ports = new EnumMap<>(PlatformPort.class);
        for (PlatformPort port : PlatformPort.values()) {
            ports.put(port, portNumber(port, file.getProperty(port.key(), "")));
        }
        return new PlatformSettings(
                project,
                folder,
                ports,
                partNames(file.getProperty("parts", "")),
                Boolean.parseBoolean(file.getProperty("demonstration")),
                Long.parseLong(file.getProperty("owner", "0")));
    }

    void save() {
        Properties file = new Properties();
        ports.forEach((port, number) -> file.setProperty(port.key(), number.toString()));
        file.setProperty("parts", String.join(",", new TreeSet<>(parts)));
        file.setProperty("demonstration", Boolean.toString(demonstration));
        file.setProperty("owner", Long.toString(owner));
        try (Writer out = Files.newBufferedWriter(Folders.create(folder).resolve(FILE))) {
            file.store(out, "With which settings the platform of this folder runs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port(PlatformPort port) {
        Integer number = ports.get(port);
        if (number == null) {
            throw new IllegalStateException("No number is set for the port " + port);
        }
        return number;
    }

    public URI gateway() {
        return URI.create("http://localhost:" + port(PlatformPort.GATEWAY));
    }

    public URI keycloak() {
        return URI.create("http://localhost:" + port(PlatformPort.KEYCLOAK));
    }

    /** What tokens of this platform name as their issuer. */
    public URI issuer() {
        return keycloak().resolve("/realms/concord");
    }

    /** Where the ledger's highest checkpoint is: apart from the database that it vouches for. */
    Path ledgerCheckpoint() {
        return Folders.create(folder.resolve("audit")).resolve("checkpoint");
    }

    /** Where the logs of the parts are. */
    public Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    /**
     * Does nothing when every port is free.
     *
     * @throws SettingsException naming each port that is taken and how to choose another
     */
    void demandFreePorts() {
        List<String> taken = new ArrayList<>();
        for (PlatformPort port : PlatformPort.values()) {
            if (parts.contains(port.part()) && !FreePorts.isFree(port(port))) {
                taken.add("Port " + port(port) + " (" + port.part()
                        + ") is taken by another program. End that program, or choose"
                        + " another port: " + port.variable() + "=" + (port(port) + 10_000) + " ./concord run, or "
                        + port.key() + "=" + (port(port) + 10_000) + " in .concord/settings.properties");
            }
        }
        if (!taken.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), taken));
        }
    }

    private PlatformSettings withoutSharedPorts() {
        Map<Integer, PlatformPort> seen = new java.util.HashMap<>();
        ports.forEach((port, number) -> {
            PlatformPort other = seen.put(number, port);
            if (other != null) {
                throw new SettingsException("Port " + number + " is set twice: for " + other.variable() + " and for "
                        + port.variable() + ". Choose another for one of them.");
            }
        });
        return this;
    }

    private static int portNumber(PlatformPort port, String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number > 0 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notAPort(port, value);
        }
        throw notAPort(port, value);
    }

    private static SettingsException notAPort(PlatformPort port, String value) {
        return new SettingsException(port.variable() + " (" + port.key()
                + ") must be a port number from 1 to 65535, and is '" + value + "'");
    }

    private static Set<String> partNames(String list) {
        Set<String> names = new LinkedHashSet<>(List.of(list.strip().split("\\s*,\\s*", -1)));
        for (String name : names) {
            if (!PlatformParts.ALL.contains(name)) {
                throw new SettingsException("'" + name + "' is no part of the platform. The parts: "
                        + String.join(", ", new TreeSet<>(PlatformParts.ALL)));
            }
        }
        return names;
    }

    private static void demandKnown(Properties file, Path where) {
        Set<String> unknown = new TreeSet<>(file.stringPropertyNames());
        unknown.removeAll(OTHER_KEYS);
        for (PlatformPort port : PlatformPort.values()) {
            unknown.remove(port.key());
        }
        if (!unknown.isEmpty()) {
            throw new SettingsException(where + " has settings that mean nothing: " + String.join(", ", unknown));
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }
}
