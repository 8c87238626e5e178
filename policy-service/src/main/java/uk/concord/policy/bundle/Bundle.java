package uk.concord.policy.bundle;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One revision of a bundle, packed.
 *
 * @param etag changes with the revision and with nothing else
 */
record Bundle(String name, long revision, String etag, byte[] content) {

    /**
     * @param root the part of OPA's data that this bundle owns; no two bundles may share one
     */
    static Bundle pack(String name, String root, long revision, Map<String, String> files) {
        SortedMap<String, String> all = new TreeMap<>(files);
        all.put(
                ".manifest",
                "{\"revision\":\"" + revision + "\",\"roots\":[\"" + root + "\"],\"rego_version\":1}");
        return new Bundle(name, revision, "\"" + name + "-" + revision + "\"", Archive.of(all));
    }
}
