package uk.concord.audit.retention;

import java.time.Instant;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an erasure record says in its detail: which records go, and why. Its form is in docs/ledger-format.md, because whoever checks
 * the ledger must read it.
 *
 * @param type the type of the records that go
 * @param kept how long they were kept
 * @param before they were all recorded before this
 * @param leaves exactly these
 */
record ErasureReason(String type, Period kept, Instant before, Spans leaves) {

    private static final String SPANS = "spans";

    Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("erased_type", type);
        detail.put("kept_for", kept.toString());
        detail.put("recorded_before", before.toString());
        detail.put("records", leaves.count());
        detail.put(SPANS, leaves.asLists());
        return detail;
    }

    String summary() {
        return "Records had been kept as long as is set for their type, so they were erased.";
    }
}
