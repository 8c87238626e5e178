package uk.concord.policy.projection;

import uk.concord.kernel.identity.PatientId;

/** Which row is whose: open addressing over the rows' own ids. One thread at a time; nothing is ever taken out. */
final class PatientIndex {

    static final int NONE = -1;

    private static final int SMALLEST = 64;
    private static final int DOUBLED_BELOW = 1 << 20;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final PatientRows rows;
    private int[] places = new int[SMALLEST];
    private int used;

    PatientIndex(PatientRows rows) {
        this.rows = rows;
    }

    /** The patient's row, or {@link #NONE}. */
    int row(PatientId patient) {
        int place = home(patient, places.length);
        while (places[place] != 0) {
            int row = places[place] - 1;
            if (rows.is(row, patient)) {
                return row;
            }
            place = next(place, places.length);
        }
        return NONE;
    }

    /** Adds a patient who isn't there yet. */
    void add(PatientId patient, int row) {
        if ((used + 1L) * 4 > places.length * 3L) {
            grow();
        }
        put(places, patient, row);
        used++;
    }

    private void grow() {
        int[] larger = new int[places.length < DOUBLED_BELOW ? 2 * places.length : places.length + places.length / 2];
        for (int place : places) {
            PatientRows.Block block = place == 0 ? null : rows.block(place - 1);
            if (block != null) {
                put(larger, block.patient(place - 1), place - 1);
            }
        }
        places = larger;
    }

    private static void put(int[] table, PatientId patient, int row) {
        int place = home(patient, table.length);
        while (table[place] != 0) {
            place = next(place, table.length);
        }
        table[place] = row + 1;
    }

    private static int home(PatientId patient, int length) {
        long hash = (patient.value().getMostSignificantBits() * MIX
                        ^ patient.value().getLeastSignificantBits())
                * MIX;
        return (int) ((hash >>> 32) * length >>> 32);
    }

    private static int next(int place, int length) {
        return place + 1 == length ? 0 : place + 1;
    }
}
