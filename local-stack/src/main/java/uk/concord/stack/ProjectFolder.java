package uk.concord.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the project and its own files are.
 *
 * @param root the folder that holds the root pom.xml
 */
public record ProjectFolder(Path root) {

    /** The project of this process: the property {@code concord.root}, else the nearest folder above with a {@code .mvn}. */
    public static ProjectFolder here() {
        String named = System.getProperty("concord.root");
        if (named != null && !named.isBlank()) {
            return new ProjectFolder(Path.of(named).toAbsolutePath().normalize());
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return new ProjectFolder(folder);
            }
        }
        throw new IllegalStateException(
                start + " is not inside the project: set the system property concord.root to the project's folder");
    }

    /** Everything that is kept between builds and is not under version control. */
    public Path kept() {
        return root.resolve(".concord");
    }

    /** Installed tools and unpacked servers, by version. */
    public Path tools() {
        return kept().resolve("tools");
    }

    /** The class path of the servers' own processes. */
    public String serverClassPath() {
        Path target = root.resolve("local-stack/target");
        if (!Files.isDirectory(target.resolve("lib")) || !Files.isDirectory(target.resolve("classes"))) {
            throw new IllegalStateException(
                    "local-stack is not built: run 'mvn -pl local-stack process-classes' in " + root + " first");
        }
        return target.resolve("classes") + System.getProperty("path.separator") + target.resolve("lib") + "/*";
    }
}
