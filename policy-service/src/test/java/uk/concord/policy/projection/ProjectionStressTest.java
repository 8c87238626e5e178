package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

/** The projection under many random changes, against what it must be, alone and with readers beside the writers. */
class ProjectionStressTest {

    private static final long SEED = 41;
    private static final int PATIENTS = 3_000;
    private static final int CHANGES = 120_000;

    private final CompactStates states = new CompactStates();

    @Test
    void afterRandomChangesEachNumberLeadsToWhoHasIt() {
        Random random = new Random(SEED);
        Map<Long, Long> revisions = new HashMap<>();
        Map<Long, List<Long>> numbers = new HashMap<>();
        Map<Long, Long> holders = new HashMap<>();
        for (int change = 0; change < CHANGES; change++) {
            long patient = random.nextInt(PATIENTS);
            List<Long> had = numbers.getOrDefault(patient, List.of());
            List<Long> has = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                long number = random.nextInt(2 * PATIENTS);
                Long holder = holders.get(number);
                if (!has.contains(number) && (holder == null || holder == patient)) {
                    has.add(number);
                }
            }
            if (has.isEmpty()) {
                continue;
            }
            had.forEach(holders::remove);
            has.forEach(number -> holders.put(number, patient));
            numbers.put(patient, has);
            long revision = revisions.merge(patient, 1L, Long::sum);
            states.take(state(patient, revision, has), ManyPatients.SINCE);
            if (random.nextInt(50) == 0) {
                states.population();
            }
        }

        for (long number = 0; number < 2L * PATIENTS; number++) {
            Long holder = holders.get(number);
            Optional<Standing> expected = holder == null
                    ? Optional.empty()
                    : Optional.of(new Standing.Registered(
                            ManyPatients.patient(holder),
                            revisions.get(holder),
                            Profiles.canonical(said(revisions.get(holder)))));
            assertThat(states.find(ManyPatients.number(number))).isEqualTo(expected);
        }
        assertThat(states.patients()).isEqualTo(revisions.size());
    }

    @Test
    void aReaderNeverSeesAMixture() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writers = List.of(threads.submit(() -> change(0)), threads.submit(() -> change(1)));
            List<Future<Long>> readers =
                    List.of(threads.submit(() -> readUntil(done, 1)), threads.submit(() -> lookAtAllUntil(done)));
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    // Each writer has patients of its own, as each partition has.
    private void change(int writer) {
        Random random = new Random(SEED + writer);
        Map<Long, Long> revisions = new HashMap<>();
        for (int change = 0; change < CHANGES / 2; change++) {
            long patient = 2L * random.nextInt(PATIENTS / 2) + writer;
            long revision = revisions.merge(patient, 1L, Long::sum);
            // One number stays, another moves between this patient and her neighbour.
            List<Long> numbers = revision % 2 == 0 ? List.of(patient) : List.of(patient, PATIENTS + patient / 4);
            states.take(state(patient, revision, numbers), ManyPatients.SINCE);
            if (random.nextInt(20) == 0) {
                states.markUnreadable(ManyPatients.patient(patient));
            }
        }
    }

    private long readUntil(AtomicBoolean done, int seed) {
        Random random = new Random(seed);
        long found = 0;
        while (!done.get() || found == 0) {
            long patient = random.nextInt(PATIENTS);
            NhsNumber number = ManyPatients.number(patient);
            if (states.find(number).orElse(null) instanceof Standing.Registered registered) {
                assertThat(registered.patient()).isEqualTo(ManyPatients.patient(patient));
                assertThat(registered.preferences()).isEqualTo(Profiles.canonical(said(registered.revision())));
                found++;
            }
        }
        return found;
    }

    private long lookAtAllUntil(AtomicBoolean done) {
        long looked = 0;
        while (!done.get() || looked == 0) {
            Population all = states.population();
            for (int row = 0; row < all.size(); row++) {
                int profile = all.profileOf(row);
                if (profile != Population.UNREADABLE) {
                    assertThat(all.profile(profile)).isEqualTo(Profiles.canonical(said(all.revision(row))));
                }
                looked++;
            }
        }
        return looked;
    }

    private static List<SchemePreference> said(long revision) {
        return List.of(
                new SchemePreference("scheme-" + revision % 97, revision, Effect.DENY, ManyPatients.SINCE, List.of()));
    }

    private static PatientState state(long patient, long revision, List<Long> numbers) {
        PatientId id = ManyPatients.patient(patient);
        return ManyPatients.state(
                id, revision, numbers.stream().map(ManyPatients::number).toList(), said(revision));
    }
}
