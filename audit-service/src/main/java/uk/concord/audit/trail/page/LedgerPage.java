package uk.concord.audit.trail.page;

import java.util.List;

/**
 * The ledger's page.
 *
 * @param size how many records the newest signature covers
 * @param signedAt when it was made; empty if nothing was signed yet
 * @param checkpoint its exact text
 * @param keys what verifies it and those before it
 * @param witnessing what others say of the ledger
 * @param erased what retention has erased
 * @param check how the check of the whole ledger stands
 */
public record LedgerPage(
        long size,
        String signedAt,
        String checkpoint,
        List<Key> keys,
        Witnessing witnessing,
        Erased erased,
        Check check) {

    /**
     * One of the ledger's keys.
     *
     * @param text the verifier key
     * @param counts for which signatures it counts, in words
     */
    public record Key(String text, String counts) {}

    /**
     * What others say of the ledger.
     *
     * @param cosigned what is cosigned by enough of them, in words
     * @param alarms what those say who have seen another ledger; empty if all is well
     * @param witnesses each of them; empty if none is set up
     */
    public record Witnessing(String cosigned, List<String> alarms, List<Witness> witnesses) {}

    /**
     * One of them.
     *
     * @param lines what it cosigned, and what it said if it failed since
     */
    public record Witness(String name, List<String> lines) {}

    /**
     * What was erased.
     *
     * @param newest when the last time; empty if never
     */
    public record Erased(long records, String newest) {}

    /**
     * The check of the whole ledger.
     *
     * @param good everything is as it was recorded
     * @param heading empty if none was made
     * @param damages what was found
     */
    public record Check(
            boolean running,
            long seen,
            long total,
            boolean good,
            String heading,
            List<String> lines,
            List<Damage> damages) {

        /** How much of it is done, in hundredths. */
        public long percent() {
            return total == 0 ? 0 : seen * 100 / total;
        }
    }

    /**
     * One damage.
     *
     * @param href the record that it is about; empty if it isn't about one
     * @param detail the verifier's words
     */
    public record Damage(String what, String href, String detail) {}
}
