package uk.concord.stack.tool;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.Versions;
import uk.concord.stack.process.Folders;

/**
 * An outside program written in Go. The one on the PATH is used when it is at least the pinned version; else Go installs the
 * pinned version into the project's own cache, once.
 */
public enum GoTool {
    OPA("opa", "github.com/open-policy-agent/opa", List.of("version")),
    HELM("helm", "helm.sh/helm/v3/cmd/helm", List.of("version", "--short")),
    /** States no version that could be compared, so only the cache's own is used. */
    KUBECTL_VALIDATE("kubectl-validate", "sigs.k8s.io/kubectl-validate", List.of()),
    /** Tessera's verifier of whole logs. What is called fsck on the PATH looks after file systems, so only the cache's own is used. */
    FSCK("fsck", "github.com/transparency-dev/tessera/cmd/fsck", List.of()),
    /** A witness of logs. States no version. */
    LITEWITNESS("litewitness", "filippo.io/torchwood/cmd/litewitness", List.of());

    private static final int INSTALL_MINUTES = 15;

    private final String program;
    private final String goPackage;
    private final List<String> versionArguments;

    GoTool(String program, String goPackage, List<String> versionArguments) {
        this.program = program;
        this.goPackage = goPackage;
        this.versionArguments = versionArguments;
    }

    /**
     * The program's path. Installs it when needed, which takes one to two minutes the first time.
     *
     * @throws MissingToolException when the program is not there and can't be installed
     */
    public Path path() {
        ProjectFolder project = ProjectFolder.here();
        return installed(project)
                .orElseGet(() -> Folders.locked(
                        project.tools().resolve(program + ".lock"),
                        () -> installed(project).orElseGet(() -> install(project))));
    }

    /** Whether {@link #path} would answer without installing anything. */
    public boolean isInstalled() {
        return installed(ProjectFolder.here()).isPresent();
    }

    private Optional<Path> installed(ProjectFolder project) {
        Path cached = folder(project).resolve(program);
        if (Files.isExecutable(cached)) {
            return Optional.of(cached);
        }
        return versionArguments.isEmpty() ? Optional.empty() : onPath(program).filter(this::isRecentEnough);
    }

    private Path folder(ProjectFolder project) {
        return project.tools().resolve(program + "-" + Versions.of(program));
    }

    private boolean isRecentEnough(Path found) {
        ToolVersion pinned = ToolVersion.in(Versions.of(program)).orElseThrow();
        return ToolVersion.in(answer(found))
                .filter(version -> version.compareTo(pinned) >= 0)
                .isPresent();
    }

    private String answer(Path found) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(found.toString()), versionArguments.stream())
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private Path install(ProjectFolder project) {
        String version = Versions.of(program);
        Path go = go().orElseThrow(() -> new MissingToolException("Concord needs " + program + " " + version
                + (versionArguments.isEmpty()
                        ? ", and Go, which could install it, is not there."
                        : " or newer. It is not on the PATH, and Go, which could install it," + " is not there either.")
                + " Install Go 1.26 or newer (https://go.dev/doc/install)"
                + (versionArguments.isEmpty() ? "" : ", or put " + program + " on the PATH,")
                + " and try again."));
        Path part = folder(project).resolveSibling(program + "-" + version + ".part");
        Path log = project.tools().resolve(program + "-install.log");
        Folders.delete(part);
        Folders.create(part);
        try {
            ProcessBuilder builder = new ProcessBuilder(go.toString(), "install", goPackage + "@v" + version)
                    .directory(part.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("GOBIN", part.toString());
            // The Go that is there does the work: no other one is downloaded behind anybody's back.
            builder.environment().putIfAbsent("GOTOOLCHAIN", "local");
            builder.environment().put("GOFLAGS", "");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw failed(version, "did not end within " + INSTALL_MINUTES + " minutes", log);
            }
            if (process.exitValue() != 0) {
                throw failed(version, "failed", log);
            }
            Folders.delete(folder(project));
            Files.move(part, folder(project));
            return folder(project).resolve(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(version, "was interrupted", log);
        }
    }

    private MissingToolException failed(String version, String how, Path log) {
        return new MissingToolException(
                "'go install " + goPackage + "@v" + version + "' " + how + "; its output: " + log
                        + (versionArguments.isEmpty()
                                ? ". Let Go reach its module proxy"
                                : ". Put " + program + " " + version
                                        + " or newer on the PATH, or let Go reach its module proxy")
                        + " (go env GOPROXY), and try again.");
    }

    /** Go itself, if it is on the machine. */
    public static Optional<Path> go() {
        return onPath("go").or(GoTool::goInItsUsualPlace);
    }

    private static Optional<Path> goInItsUsualPlace() {
        return Stream.of("/usr/local/go/bin/go", "/usr/lib/go/bin/go", "/opt/homebrew/bin/go")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
