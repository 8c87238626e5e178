package uk.concord.consent.preference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.patient.PatientRegister;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.StateEvents;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Makes a change: versions, revision and both events in one transaction, or nothing of them. */
@ApplicationScoped
class PreferenceChanges {

    private final PatientRegister patients;
    private final VersionStore versions;
    private final StateEvents states;
    private final Outbox outbox;
    private final Clock clock;

    PreferenceChanges(
            PatientRegister patients, VersionStore versions, StateEvents states, Outbox outbox, Clock clock) {
        this.patients = patients;
        this.versions = versions;
        this.states = states;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Makes the change if the patient is still at the revision that its author has seen.
     *
     * @throws ProblemException 412 if she isn't; 422 if something is withdrawn that isn't said
     */
    @Transactional(Transactional.TxType.MANDATORY)
    PatientState make(PatientId id, long seen, Change change, Author author) {
        RegisteredPatient patient =
                patients.lock(id).orElseThrow(() -> new IllegalStateException("patients don't leave the register"));
        if (patient.revision() != seen) {
            throw new ProblemException(
                    ProblemType.STALE_REVISION,
                    "The choices have changed since you saw them. Read them again and decide anew; nothing of yours"
                            + " was recorded.",
                    Map.of("revision", patient.revision()),
                    null);
        }
        // The database keeps microseconds; what it returns later must equal what is said now.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RegisteredPatient changed = patients.advance(patient, now);
        Map<String, PreferenceVersion> latest = new TreeMap<>();
        versions.latest(List.of(id)).getOrDefault(id, List.of()).forEach(one -> latest.put(one.scheme(), one));
        List<ChangeRecord.Step> steps = new ArrayList<>();
        for (Choice choice : change.choices()) {
            PreferenceVersion before = latest.get(choice.scheme());
            PreferenceVersion after = next(choice, before, changed, change.wording(), author);
            versions.add(id, after, author);
            latest.put(choice.scheme(), after);
            steps.add(new ChangeRecord.Step(before, after));
        }
        PatientState state = changed.with(Preferences.inUse(latest.values()));
        outbox.append(Topic.PREFERENCE_STATE, states.of(state));
        outbox.append(ChangeRecord.of(patient, changed, steps, change.wording(), author));
        return state;
    }

    private static PreferenceVersion next(
            Choice choice,
            @Nullable PreferenceVersion before,
            RegisteredPatient changed,
            String wording,
            Author author) {
        boolean saidNothing = before == null || before.effect() == null;
        if (choice instanceof Choice.Withdraw && saidNothing) {
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE, "There is nothing to withdraw: under one of the schemes nothing is said.");
        }
        PreferenceVersion empty = new PreferenceVersion(
                choice.scheme(),
                before == null ? 1 : before.version() + 1,
                changed.revision(),
                PreferenceVersion.State.WITHDRAWN,
                null,
                List.of(),
                changed.changedAt(),
                author.actor().capacity(),
                author.channel(),
                wording);
        return switch (choice) {
            case Choice.Withdraw withdrawn -> empty;
            case Choice.Say said -> empty.saying(said.effect(), said.exceptions());
        };
    }
}
