package uk.concord.policy.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import uk.concord.policy.register.RegisterOfTests;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.release.ShippedFiles;
import uk.concord.policy.testing.BundleKey;

/** The two bundles as the service packs them, in files. */
public final class BundlesOfTests {

    private BundlesOfTests() {}

    /** Writes both into the folder and returns an OPA configuration that loads them from there. */
    public static String into(Path folder) {
        return into(folder, RegisterOfTests.read(7));
    }

    /** The same with this register. */
    public static String into(Path folder, RegisterSnapshot register) {
        write(folder, Bundle.pack("rules", "concord", 1, ShippedFiles.content(), signer(BundleKey.OF_TESTS)));
        write(
                folder,
                Bundle.pack(
                        "register",
                        "register",
                        register.revision(),
                        Map.of("register/data.json", RegisterDataOfTests.of(register)),
                        signer(BundleKey.OF_TESTS)));
        return """
                bundles:
                  rules: {resource: "file://%s/rules.tar.gz", signing: {scope: rules}}
                  register: {resource: "file://%s/register.tar.gz", signing: {scope: register}}
                """.formatted(folder.toAbsolutePath(), folder.toAbsolutePath()) + BundleKey.OF_TESTS.forOpa();
    }

    /** Signs as the service does, with this key. */
    static Signer signer(BundleKey key) {
        String file = key.file().toString();
        return new Signer(
                new BundleSettings() {
                    @Override
                    public Optional<String> token() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> signingKeyFile() {
                        return Optional.of(file);
                    }

                    @Override
                    public String keyId() {
                        return key.id();
                    }

                    @Override
                    public Duration longestWait() {
                        return Duration.ZERO;
                    }
                },
                RegisterOfTests.JSON);
    }

    private static void write(Path folder, Bundle bundle) {
        try {
            Files.write(folder.resolve(bundle.name() + ".tar.gz"), bundle.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
