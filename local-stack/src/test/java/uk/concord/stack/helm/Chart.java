package uk.concord.stack.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.tool.GoTool;

/** The chart, as helm sees it. */
final class Chart {

    static final List<String> SERVICES = List.of("consent-service", "policy-service", "audit-service", "gateway");
    static final String RELEASE = "concord";

    /** The newest whose schemas kubectl-validate brings; a helm that Go installed would else think of a far older one. */
    static final String KUBERNETES = "1.30.0";

    private static final Path HELM = ProjectFolder.here().root().resolve("helm");

    private Chart() {}

    /** How a program ended, and what it said on both of its outputs. */
    record Ended(int status, String output) {}

    /** The values files for one scenario each. */
    static List<String> examples() {
        try (Stream<Path> files = Files.list(HELM.resolve("examples"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an example renders, with these further arguments of helm. */
    static List<Manifest> rendered(String example, String... arguments) {
        Ended ended = template(example, arguments);
        if (ended.status() != 0) {
            throw new IllegalStateException("helm template " + example + ": " + ended.output());
        }
        return Manifest.in(ended.output());
    }

    /** The one object of this kind and name. */
    static Manifest object(String example, String kind, String name) {
        return rendered(example).stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** Renders an example, whether or not helm refuses it. */
    static Ended template(String example, String... arguments) {
        List<String> command = helm("template", RELEASE, HELM.resolve("concord").toString());
        command.addAll(List.of("--namespace", RELEASE, "--kube-version", KUBERNETES));
        command.addAll(values(example));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Renders the chart's own values, as somebody does who has read nothing. */
    static Ended templateOfDefaults() {
        return run(helm("template", RELEASE, HELM.resolve("concord").toString(), "--kube-version", KUBERNETES));
    }

    static Ended lint(String example) {
        List<String> command =
                helm("lint", "--strict", HELM.resolve("concord").toString(), "--kube-version", KUBERNETES);
        command.addAll(values(example));
        return run(command);
    }

    /** Compares manifests with the schemas of Kubernetes, offline. */
    static Ended validate(Path file) {
        return run(List.of(GoTool.KUBECTL_VALIDATE.path().toString(), file.toString(), "--version", "1.30"));
    }

    /** Runs a program to its end. */
    static Ended run(List<String> command, String... environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (String variable : environment) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new IllegalStateException("can't run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> helm(String... arguments) {
        List<String> command = new ArrayList<>(List.of(GoTool.HELM.path().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> values(String example) {
        return List.of("--values", HELM.resolve("examples").resolve(example).toString());
    }
}
