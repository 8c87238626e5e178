package uk.concord.policy.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import uk.concord.policy.register.RegisterOfTests;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.release.ShippedFiles;

/** The two bundles as the service packs them, in files. */
public final class BundlesOfTests {

    private BundlesOfTests() {}

    /** Writes both into the folder and returns an OPA configuration that loads them from there. */
    public static String into(Path folder) {
        return into(folder, RegisterOfTests.read(7));
    }

    /** The same with this register. */
    public static String into(Path folder, RegisterSnapshot register) {
        write(folder, Bundle.pack("rules", "concord", 1, ShippedFiles.content()));
        write(
                folder,
                Bundle.pack(
                        "register",
                        "register",
                        register.revision(),
                        Map.of("register/data.json", RegisterDataOfTests.of(register))));
        return """
                bundles:
                  rules: {resource: "file://%s/rules.tar.gz"}
                  register: {resource: "file://%s/register.tar.gz"}
                """.formatted(folder.toAbsolutePath(), folder.toAbsolutePath());
    }

    private static void write(Path folder, Bundle bundle) {
        try {
            Files.write(folder.resolve(bundle.name() + ".tar.gz"), bundle.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
