package uk.concord.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the parts, as the root pom.xml states them. */
public final class Versions {

    private static final Properties VERSIONS = read();

    private Versions() {}

    /**
     * The version of one part.
     *
     * @param part a key of {@code versions.properties}, such as {@code opa}
     * @throws IllegalArgumentException when the build states no version for it
     */
    public static String of(String part) {
        String version = VERSIONS.getProperty(part);
        if (version == null) {
            throw new IllegalArgumentException("No version is stated for " + part);
        }
        return version;
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("versions.properties is missing: build local-stack with Maven first");
            }
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
