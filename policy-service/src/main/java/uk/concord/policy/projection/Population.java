package uk.concord.policy.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.SchemePreference;

/**
 * Every patient as the projection held them at one instant. It never changes, and making one copies next to nothing: what changes
 * afterwards is written elsewhere. Rows are numbered from 0; a profile is what a patient has said, and those who have said the same
 * share one.
 */
public final class Population {

    /** No such row. */
    public static final int NONE = NumberIndex.NONE;
    /** The profile of a patient whose newest state can't be read. */
    public static final int UNREADABLE = -1;

    private final PatientRows rows;
    private final NumberIndex numbers;
    private final @Nullable List<SchemePreference>[] profiles;
    private final boolean anyNameless;
    private final boolean anyContested;

    Population(
            PatientRows rows,
            NumberIndex numbers,
            @Nullable List<SchemePreference>[] profiles,
            boolean anyNameless,
            boolean anyContested) {
        this.rows = rows;
        this.numbers = numbers;
        this.profiles = profiles;
        this.anyNameless = anyNameless;
        this.anyContested = anyContested;
    }

    /** How many patients there are. */
    public int size() {
        return rows.count();
    }

    /** Every profile's index is below this. */
    public int profiles() {
        return profiles.length;
    }

    /** What those with this profile have said; null if nobody has it. */
    public @Nullable List<SchemePreference> profile(int index) {
        return profiles[index];
    }

    /** The row to which these ten digits lead, or {@link #NONE}. */
    public int row(long nhsNumber) {
        return numbers.row(nhsNumber);
    }

    /** The index of the patient's profile, or {@link #UNREADABLE}. */
    public int profileOf(int row) {
        int profile = block(row).profile(row);
        return profile < 0 ? UNREADABLE : profile;
    }

    public PatientId patient(int row) {
        return block(row).patient(row);
    }

    /** The patient's revision. */
    public long revision(int row) {
        return block(row).revision(row);
    }

    /** The patient's first NHS number; {@link #NONE} while it leads to another patient, who named it later. */
    public long nhsNumber(int row) {
        long number = block(row).number(row);
        return anyContested && numbers.row(number) != row ? NONE : number;
    }

    /**
     * Whether there is a patient whose numbers aren't known, because none of the patient's states was readable: a number that leads
     * nowhere may be that patient's.
     */
    public boolean anyNamelessUnreadable() {
        return anyNameless;
    }

    private PatientRows.Block block(int row) {
        PatientRows.Block block = rows.block(row);
        if (block == null || row >= rows.count()) {
            throw new IndexOutOfBoundsException("there is no row " + row);
        }
        return block;
    }
}
