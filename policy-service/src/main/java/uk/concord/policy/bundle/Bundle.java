package uk.concord.policy.bundle;

import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One revision of a bundle, signed and packed.
 *
 * @param etag changes with the revision, with the key that signs, and with anything else in the content
 */
record Bundle(String name, long revision, String etag, byte[] content) {

    private static final int OF_THE_HASH = 8;

    /**
     * @param root the part of OPA's data that this bundle owns; no two bundles may share one
     */
    static Bundle pack(String name, String root, long revision, Map<String, String> files, Signer signer) {
        SortedMap<String, String> all = new TreeMap<>(files);
        all.put(".manifest", "{\"revision\":\"" + revision + "\",\"roots\":[\"" + root + "\"],\"rego_version\":1}");
        all.put(".signatures.json", signer.signatures(name, new TreeMap<>(all)));
        byte[] content = Archive.of(all);
        String hash = HexFormat.of().formatHex(ContentHash.sha256(content), 0, OF_THE_HASH);
        return new Bundle(name, revision, "\"" + name + "-" + revision + "-" + hash + "\"", content);
    }
}
