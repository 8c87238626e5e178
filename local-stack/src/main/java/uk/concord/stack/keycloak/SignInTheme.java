package uk.concord.stack.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.Folders;

/** What the sign-in pages look like: the layout and the style sheet of Concord's own pages, as a theme of Keycloak. */
final class SignInTheme {

    private static final String STYLE = "login/resources/css/concord.css";
    private static final String ICON = "login/resources/icon.svg";

    /** By their paths in the theme's folder. */
    private final Map<String, byte[]> files;

    private SignInTheme(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    /**
     * The theme, with the style sheet that the build has made.
     *
     * @throws IllegalStateException when shared-kernel is not built
     */
    static SignInTheme of(ProjectFolder project) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : new String[] {"theme.properties", "template.ftl", "login.ftl"}) {
            files.put("login/" + name, resource("theme/" + name));
        }
        Path assets = project.root().resolve("shared-kernel/target/classes/META-INF/resources/assets");
        files.put(STYLE, built(assets, "concord", ".css"));
        files.put(ICON, built(assets, "icon", ".svg"));
        return new SignInTheme(files);
    }

    /** Changes whenever a file does. */
    String fingerprint() {
        StringBuilder all = new StringBuilder();
        files.forEach((path, content) -> all.append(path).append(new String(content, StandardCharsets.UTF_8)));
        return all.toString();
    }

    void installInto(Path home) {
        files.forEach((path, content) -> {
            Path file = home.resolve("themes/concord").resolve(path);
            Folders.createFor(file);
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] resource(String name) {
        try (InputStream in = SignInTheme.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The sign-in theme has no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] built(Path assets, String name, String ending) {
        if (Files.isDirectory(assets)) {
            try (Stream<Path> files = Files.list(assets)) {
                Path file = files.filter(path -> path.getFileName().toString().startsWith(name + ".")
                                && path.getFileName().toString().endsWith(ending))
                        .findFirst()
                        .orElseThrow(() -> notBuilt(assets));
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw notBuilt(assets);
    }

    private static IllegalStateException notBuilt(Path assets) {
        return new IllegalStateException("shared-kernel is not built (" + assets + "): run './concord run'");
    }
}
