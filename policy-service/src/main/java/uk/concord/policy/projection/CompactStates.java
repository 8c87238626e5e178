package uk.concord.policy.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

/**
 * The states in columns of numbers, so that a region's patients take less than 100 bytes each. A reader takes no lock while nobody
 * writes: it looks, and looks again if somebody has written meanwhile.
 */
@ApplicationScoped
class CompactStates implements HeldStates {

    private static final int OPTIMISTIC = 3;
    private static final long[] NO_NUMBERS = {};

    private final StampedLock lock = new StampedLock();
    private final PatientRows rows = new PatientRows();
    private final PatientIndex byPatient = new PatientIndex(rows);
    private final NumberIndex byNumber = new NumberIndex();
    private final Profiles profiles = new Profiles();
    /** The numbers of those who have more than one. */
    private final Map<Integer, long[]> moreNumbers = new HashMap<>();
    /** Of each number that several patients name, those to whom it doesn't lead, the latest last. */
    private final Map<Long, int[]> alsoNamedBy = new HashMap<>();
    /** Patients who have no row, because none of their states was readable. */
    private final Set<PatientId> nameless = new HashSet<>();

    private int epoch;
    private int unreadable;

    @Override
    public void take(PatientState state, Instant now) {
        List<SchemePreference> profile = Profiles.canonical(state.preferences());
        long[] numbers = numbers(state.nhsNumbers());
        long since = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        long stamp = lock.writeLock();
        try {
            int row = byPatient.row(state.patient());
            if (row == PatientIndex.NONE) {
                row = rows.add(state.patient(), epoch);
                byPatient.add(state.patient(), row);
                if (nameless.remove(state.patient())) {
                    unreadable--;
                }
                write(row, state.revision(), since, profiles.hold(profile), numbers, NO_NUMBERS);
            } else {
                replace(row, state.revision(), since, profile, numbers);
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private static long[] numbers(List<NhsNumber> all) {
        if (all.size() == 1) {
            return new long[] {asLong(all.getFirst())};
        }
        return all.stream().mapToLong(CompactStates::asLong).distinct().toArray();
    }

    private void replace(int row, long revision, long since, List<SchemePreference> profile, long[] numbers) {
        PatientRows.Block before = rows.own(row, epoch);
        boolean wasUnreadable = before.profile(row) < 0;
        // After an unreadable event, the revision that was held before it may come again as the repair.
        if (revision < before.revision(row) || revision == before.revision(row) && !wasUnreadable) {
            return;
        }
        if (wasUnreadable) {
            unreadable--;
        }
        int old = wasUnreadable ? ~before.profile(row) : before.profile(row);
        int held = profiles.hold(profile);
        profiles.letGo(old);
        write(row, revision, since, held, numbers, numbersOf(row));
    }

    private void write(int row, long revision, long since, int profile, long[] numbers, long[] before) {
        rows.own(row, epoch).take(row, revision, since, profile, numbers[0]);
        if (numbers.length > 1) {
            moreNumbers.put(row, numbers);
        } else {
            moreNumbers.remove(row);
        }
        for (long number : numbers) {
            claim(number, row);
        }
        for (long number : before) {
            if (Arrays.stream(numbers).noneMatch(kept -> kept == number)) {
                release(number, row);
            }
        }
    }

    // A number leads to whoever named it last. While it moves from one patient to another their events come from
    // different
    // partitions in any order, so the others who name it are kept: when one lets it go, it leads to who is left.
    private void claim(long number, int row) {
        int holder = byNumber.row(number);
        if (holder == row) {
            return;
        }
        if (holder != NumberIndex.NONE) {
            int[] others = without(alsoNamedBy.getOrDefault(number, new int[0]), row);
            others = Arrays.copyOf(others, others.length + 1);
            others[others.length - 1] = holder;
            keep(number, others);
        }
        byNumber.put(number, row, epoch);
    }

    private void release(long number, int row) {
        int[] others = without(alsoNamedBy.getOrDefault(number, new int[0]), row);
        if (byNumber.row(number) == row) {
            if (others.length == 0) {
                byNumber.remove(number, epoch);
            } else {
                byNumber.put(number, others[others.length - 1], epoch);
                others = Arrays.copyOf(others, others.length - 1);
            }
        }
        keep(number, others);
    }

    private void keep(long number, int[] others) {
        if (others.length == 0) {
            alsoNamedBy.remove(number);
        } else {
            alsoNamedBy.put(number, others);
        }
    }

    private static int[] without(int[] rowsOfAll, int row) {
        return Arrays.stream(rowsOfAll).filter(other -> other != row).toArray();
    }

    private long[] numbersOf(int row) {
        long[] several = moreNumbers.get(row);
        return several != null ? several : new long[] {rows.own(row, epoch).number(row)};
    }

    @Override
    public void markUnreadable(PatientId patient) {
        long stamp = lock.writeLock();
        try {
            int row = byPatient.row(patient);
            if (row == PatientIndex.NONE) {
                unreadable += nameless.add(patient) ? 1 : 0;
                return;
            }
            PatientRows.Block block = rows.own(row, epoch);
            if (block.profile(row) >= 0) {
                block.profile(row, ~block.profile(row));
                unreadable++;
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public Optional<Standing> find(NhsNumber number) {
        long digits = asLong(number);
        for (int attempt = 0; attempt < OPTIMISTIC; attempt++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp != 0) {
                Standing found = look(digits);
                if (lock.validate(stamp)) {
                    return Optional.ofNullable(found);
                }
            }
        }
        long stamp = lock.readLock();
        try {
            return Optional.ofNullable(look(digits));
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private @Nullable Standing look(long number) {
        int row = byNumber.row(number);
        PatientRows.Block block = row == NumberIndex.NONE ? null : rows.block(row);
        if (block == null) {
            return null;
        }
        int profile = block.profile(row);
        List<SchemePreference> said = profile < 0 ? null : profiles.get(profile);
        return said == null
                ? new Standing.Unreadable(block.patient(row))
                : new Standing.Registered(block.patient(row), block.revision(row), said);
    }

    @Override
    public Optional<HeldRevision> held(PatientId patient) {
        long stamp = lock.readLock();
        try {
            int row = byPatient.row(patient);
            PatientRows.Block block = row == PatientIndex.NONE ? null : rows.block(row);
            if (block == null || block.profile(row) < 0) {
                return Optional.empty();
            }
            Instant since = Instant.EPOCH.plus(block.since(row), ChronoUnit.MICROS);
            return Optional.of(new HeldRevision(patient, block.revision(row), since));
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public Population population() {
        long stamp = lock.writeLock();
        try {
            epoch++;
            return new Population(
                    rows.snapshot(),
                    byNumber.snapshot(),
                    profiles.snapshot(),
                    !nameless.isEmpty(),
                    !alsoNamedBy.isEmpty());
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public boolean anyNamelessUnreadable() {
        return read(nameless::size) > 0;
    }

    @Override
    public int patients() {
        return read(rows::count);
    }

    @Override
    public int unreadable() {
        return read(() -> unreadable);
    }

    @Override
    public int profiles() {
        return read(profiles::distinct);
    }

    private int read(java.util.function.IntSupplier figure) {
        long stamp = lock.readLock();
        try {
            return figure.getAsInt();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private static long asLong(NhsNumber number) {
        return Long.parseLong(number.digits());
    }
}
