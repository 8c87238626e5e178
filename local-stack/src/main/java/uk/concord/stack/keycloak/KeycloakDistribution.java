package uk.concord.stack.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.Versions;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.JavaCommand;

/**
 * Keycloak unpacked and built once per version, and the realm imported once per template, both in the project's own cache: a
 * start copies the imported database and skips the work of a minute.
 */
final class KeycloakDistribution {

    private static final List<String> BUILD =
            List.of("build", "--db=dev-file", "--cache=local", "--health-enabled=true");
    private static final String SECRET = "local-stack-secret";

    private final ProjectFolder project;
    private final Consumer<String> doing;

    KeycloakDistribution(ProjectFolder project, Consumer<String> doing) {
        this.project = project;
        this.doing = doing;
    }

    /** The folder of the built distribution. */
    Path home() {
        SignInTheme theme = SignInTheme.of(project);
        Path home = project.tools()
                .resolve("keycloak-" + Versions.of("keycloak") + "-" + hash(BUILD.toString() + theme.fingerprint()));
        return Folders.locked(project.tools().resolve("keycloak.lock"), () -> {
            if (!Files.isDirectory(home)) {
                doing.accept("unpacking");
                Path part = home.resolveSibling(home.getFileName() + ".part");
                Folders.delete(part);
                unpack(part);
                theme.installInto(part);
                doing.accept("building, once");
                run(part, BUILD, "build");
                move(part, home);
            }
            return home;
        });
    }

    /**
     * Puts the realm's database into an empty folder, and gives the secret of the client that may set the machine's addresses.
     * A folder that holds the realm of this template already is left as it is.
     */
    String realmInto(Path folder) {
        Path home = home();
        String template = template();
        Path imported = project.tools().resolve("keycloak-realm-" + hash(Versions.of("keycloak") + BUILD + template));
        Folders.locked(project.tools().resolve("keycloak-realm.lock"), () -> {
            if (!Files.isDirectory(imported)) {
                doing.accept("importing the realm, once");
                importRealm(home, template, imported);
            }
            return imported;
        });
        Path origin = folder.resolve("origin");
        String name = imported.getFileName().toString();
        try {
            if (!Files.isRegularFile(origin) || !Files.readString(origin).equals(name)) {
                Folders.delete(folder);
                Folders.create(folder);
                Files.copy(imported.resolve("keycloakdb.mv.db"), folder.resolve("keycloakdb.mv.db"));
                Files.copy(imported.resolve(SECRET), folder.resolve(SECRET));
                Files.writeString(origin, name);
            }
            return Files.readString(folder.resolve(SECRET));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of one of Keycloak's own commands. Its start script is left out: it would stay as one more process. */
    static List<String> command(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xms64m",
                "-Xmx384m",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(arguments);
        return command;
    }

    static String databaseUrl(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("keycloakdb")
                + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    private void importRealm(Path home, String template, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Folders.delete(part);
        Folders.create(part);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        Path realm = part.resolve("realm.json");
        try {
            Files.writeString(realm, template.replace("@LOCAL_STACK_SECRET@", secret));
            run(home, List.of("import", "--optimized", "--file=" + realm, "--db-url=" + databaseUrl(part)), "import");
            Files.delete(realm);
            Files.writeString(part.resolve(SECRET), secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        move(part, target);
    }

    private void run(Path home, List<String> arguments, String what) {
        Path log = project.tools().resolve("keycloak-" + what + ".log");
        try {
            Process process = new ProcessBuilder(command(home, arguments))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "Keycloak's " + what + " ended with status " + process.exitValue() + "; its output: " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during Keycloak's " + what, e);
        }
    }

    private void unpack(Path target) {
        String file = "keycloak-quarkus-dist-" + Versions.of("keycloak") + ".zip";
        Path archive = project.root().resolve("local-stack/target/keycloak").resolve(file);
        if (!Files.isRegularFile(archive)) {
            throw new IllegalStateException("Keycloak's distribution is not there (" + archive
                    + "): run 'mvn -pl local-stack -DskipTests package' first");
        }
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path inArchive = Path.of(entry.getName());
                if (inArchive.getNameCount() < 2) {
                    continue;
                }
                Path path = target.resolve(
                                inArchive.subpath(1, inArchive.getNameCount()).toString())
                        .normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive names a file outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Folders.createFor(path);
                    Files.copy(zip, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak could not be unpacked", e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String template() {
        try (InputStream in = KeycloakDistribution.class.getResourceAsStream("realm-concord.json")) {
            if (in == null) {
                throw new IllegalStateException("realm-concord.json is missing: build local-stack with Maven first");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
