package uk.concord.policy.release;

import java.util.List;
import java.util.SortedMap;

/** Lets tests of other packages see what ships. */
public final class ShippedFiles {

    private ShippedFiles() {}

    public static List<String> all() {
        return ShippedRules.FILES;
    }

    /** The files as release 1 has them. */
    public static SortedMap<String, String> content() {
        return new ShippedRules().files();
    }
}
