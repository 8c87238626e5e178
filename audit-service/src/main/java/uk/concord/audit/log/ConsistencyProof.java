package uk.concord.audit.log;

import java.util.List;

/**
 * What shows that a tree is the beginning of a later one (RFC 9162 §2.1.4).
 *
 * @param from the smaller size
 * @param to the larger size
 * @param hashes base64
 */
public record ConsistencyProof(long from, long to, List<String> hashes) {}
