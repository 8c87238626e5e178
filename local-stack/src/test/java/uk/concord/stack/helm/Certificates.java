package uk.concord.stack.helm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates for tests, made by the JDK's own keytool. */
final class Certificates {

    static final String PASSWORD = "changeit";

    private Certificates() {}

    /** Makes a key for {@code localhost} in {@code <name>.p12} and answers its self-signed certificate, as PEM. */
    static String authority(Path folder, String name) {
        String store = folder.resolve(name + ".p12").toString();
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-ext",
                "bc=ca:true",
                "-keystore",
                store);
        return keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store);
    }

    private static String keytool(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Chart.Ended ended = Chart.run(command);
        if (ended.status() != 0) {
            throw new IllegalStateException("keytool: " + ended.output());
        }
        return ended.output();
    }
}
