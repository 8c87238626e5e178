package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The town to which a postcode belongs, by its first half, because the register of organisations names none. */
@ApplicationScoped
class Towns {

    private final Properties byDistrict = new Properties();

    Towns() {
        try (InputStream in = Towns.class.getResourceAsStream("towns.properties")) {
            byDistrict.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The town, or nothing where it isn't known. */
    String of(@Nullable String postcode) {
        if (postcode == null) {
            return "";
        }
        String district = postcode.strip().split(" ", 2)[0];
        return byDistrict.getProperty(district, "");
    }
}
