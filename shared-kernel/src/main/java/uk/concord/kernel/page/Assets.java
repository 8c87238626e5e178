package uk.concord.kernel.page;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The addresses of the style sheet, the scripts and the icon. They hold a hash of the content, so they may be kept for ever. */
@Named("assets")
@ApplicationScoped
@RegisterForReflection
public class Assets {

    private final Properties names = new Properties();

    Assets() {
        try (InputStream in = Assets.class.getResourceAsStream("/concord-assets.properties")) {
            if (in == null) {
                throw new IllegalStateException("The pages' assets were not built: concord-assets.properties");
            }
            names.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String style() {
        return of("style");
    }

    public String script() {
        return of("script");
    }

    /** The script with which a browser checks a record of the ledger by itself. */
    public String proofPage() {
        return of("proof-page");
    }

    public String icon() {
        return of("icon");
    }

    private String of(String key) {
        String address = names.getProperty(key);
        if (address == null) {
            throw new IllegalStateException("The pages' assets have no " + key);
        }
        return address;
    }
}
