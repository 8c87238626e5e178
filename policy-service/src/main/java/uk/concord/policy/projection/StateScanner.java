package uk.concord.policy.projection;

import static uk.concord.policy.projection.AsciiScanner.demand;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.policy.projection.AsciiScanner.GaveUpException;

/**
 * Reads a state in the form in which consent-service writes it, many times as fast as any reader of JSON. What it reads, the strict
 * reader would read just so; what isn't in exactly that form, down to a member that is new, it leaves to the strict reader.
 */
final class StateScanner {

    private static final int NHS_NUMBER_LENGTH = 10;

    private final AsciiScanner in;

    private StateScanner(AsciiScanner in) {
        this.in = in;
    }

    /** The state of this patient; null if the strict reader must say whether it is one. */
    static @Nullable PatientState scan(PatientId patient, byte[] value) {
        try {
            return new StateScanner(new AsciiScanner(value)).state(patient);
        } catch (GaveUpException | RuntimeException e) {
            return null;
        }
    }

    // Members stand in a state's own order, so that none can be there twice.
    private PatientState state(PatientId patient) throws GaveUpException {
        State state = new State();
        in.object(state);
        in.end();
        UUID id = state.patient;
        Instant changedAt = state.changedAt;
        if (state.next != State.MEMBERS.size()
                || changedAt == null
                || !patient.value().equals(id)) {
            throw GaveUpException.GAVE_UP;
        }
        return new PatientState(
                PatientState.SCHEMA,
                patient,
                state.revision,
                List.copyOf(state.numbers),
                changedAt,
                List.copyOf(state.preferences));
    }

    private final class State implements AsciiScanner.MemberValue {

        private static final List<String> MEMBERS =
                List.of("schema", "patient", "revision", "nhs_numbers", "changed_at", "preferences");

        private int next;
        private @Nullable UUID patient;
        private long revision;
        private final List<NhsNumber> numbers = new ArrayList<>(1);
        private @Nullable Instant changedAt;
        private final List<SchemePreference> preferences = new ArrayList<>(0);

        @Override
        public void read(String name) throws GaveUpException {
            demand(next < MEMBERS.size() && MEMBERS.get(next).equals(name));
            switch (next++) {
                case 0 -> demand(PatientState.SCHEMA.equals(in.text()));
                case 1 -> patient = in.uuid();
                case 2 -> revision = in.number();
                case 3 -> {
                    in.array(() -> numbers.add(NhsNumber.of(in.passingText(NHS_NUMBER_LENGTH))));
                    demand(!numbers.isEmpty());
                }
                case 4 -> changedAt = in.instant();
                default -> in.array(this::preference);
            }
        }

        private void preference() throws GaveUpException {
            SchemePreference preference = new Preference().read();
            for (SchemePreference other : preferences) {
                demand(!other.scheme().equals(preference.scheme()));
            }
            preferences.add(preference);
        }
    }

    private final class Preference {

        private final Seen seen = new Seen();
        private @Nullable String scheme;
        private long version;
        private @Nullable Effect effect;
        private @Nullable Instant since;
        private @Nullable List<PreferenceRule> exceptions;
        private boolean underReview;
        private @Nullable Instant asOf;

        SchemePreference read() throws GaveUpException {
            in.object(this::member);
            String named = scheme;
            Effect base = effect;
            Instant recorded = since;
            List<PreferenceRule> rules = exceptions;
            if (named == null || base == null || recorded == null || rules == null) {
                throw GaveUpException.GAVE_UP;
            }
            return new SchemePreference(named, version, base, recorded, rules, underReview, asOf);
        }

        private void member(String name) throws GaveUpException {
            switch (name) {
                case "scheme" -> {
                    seen.once(0);
                    scheme = in.text();
                }
                case "version" -> {
                    seen.once(1);
                    version = in.number();
                }
                case "effect" -> {
                    seen.once(2);
                    effect = effect();
                }
                case "since" -> {
                    seen.once(3);
                    since = in.instant();
                }
                case "exceptions" -> {
                    seen.once(4);
                    exceptions = rules();
                }
                case "under_review" -> {
                    seen.once(5);
                    underReview = in.truth();
                }
                case "as_of" -> {
                    seen.once(6);
                    asOf = in.instant();
                }
                default -> demand(false);
            }
        }
    }

    private final class Rule {

        private final Seen seen = new Seen();
        private @Nullable Effect effect;
        private List<String> organisations = List.of();
        private List<String> organisationTypes = List.of();
        private List<String> categories = List.of();
        private List<String> purposes = List.of();
        private List<String> labels = List.of();
        private @Nullable Instant from;
        private @Nullable Instant until;
        private List<PreferenceRule> exceptions = List.of();

        PreferenceRule read() throws GaveUpException {
            in.object(this::member);
            Effect base = effect;
            if (base == null) {
                throw GaveUpException.GAVE_UP;
            }
            return new PreferenceRule(
                    base, organisations, organisationTypes, categories, purposes, labels, from, until, exceptions);
        }

        private void member(String name) throws GaveUpException {
            switch (name) {
                case "effect" -> {
                    seen.once(0);
                    effect = effect();
                }
                case "organisations" -> {
                    seen.once(1);
                    organisations = texts();
                }
                case "organisation_types" -> {
                    seen.once(2);
                    organisationTypes = texts();
                }
                case "categories" -> {
                    seen.once(3);
                    categories = texts();
                }
                case "purposes" -> {
                    seen.once(4);
                    purposes = texts();
                }
                case "labels" -> {
                    seen.once(5);
                    labels = texts();
                }
                case "from" -> {
                    seen.once(6);
                    from = in.instant();
                }
                case "until" -> {
                    seen.once(7);
                    until = in.instant();
                }
                case "exceptions" -> {
                    seen.once(8);
                    exceptions = rules();
                }
                default -> demand(false);
            }
        }
    }

    private List<PreferenceRule> rules() throws GaveUpException {
        List<PreferenceRule> rules = new ArrayList<>(0);
        in.array(() -> rules.add(new Rule().read()));
        return List.copyOf(rules);
    }

    private List<String> texts() throws GaveUpException {
        List<String> texts = new ArrayList<>(1);
        in.array(() -> texts.add(in.text()));
        return List.copyOf(texts);
    }

    private Effect effect() throws GaveUpException {
        return switch (in.text()) {
            case "permit" -> Effect.PERMIT;
            case "deny" -> Effect.DENY;
            default -> throw GaveUpException.GAVE_UP;
        };
    }

    /** Which members were there. */
    private static final class Seen {

        private int members;

        void once(int member) throws GaveUpException {
            demand((members & 1 << member) == 0);
            members |= 1 << member;
        }
    }
}
