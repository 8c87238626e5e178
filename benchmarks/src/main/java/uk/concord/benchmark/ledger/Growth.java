package uk.concord.benchmark.ledger;

import java.util.Map;
import uk.concord.benchmark.load.Latencies;

/**
 * What was seen at one size.
 *
 * @param filled records a second from the size before to this one
 * @param searches latencies by what was looked for
 * @param storage bytes by table
 */
record Growth(
        long size,
        double filled,
        Appending.Seen appended,
        Map<String, Latencies> searches,
        Map<String, Storage.Bytes> storage) {

    /** The latencies of all kinds of search together. */
    Latencies allSearches() {
        Latencies all = new Latencies();
        searches.values().forEach(all::add);
        return all;
    }
}
