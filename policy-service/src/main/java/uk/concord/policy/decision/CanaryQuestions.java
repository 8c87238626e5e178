package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.Effect;
import uk.concord.policy.register.Category;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Organisation;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.RegisterView;
import uk.concord.policy.register.Scheme;

/**
 * Questions whose answer is deny under every register: by somebody whom no register can name, and, as soon as the register
 * allows to make them, about somebody who objects to everything and about somebody whose choices can't be read. The scheme of
 * those two is one that nothing disapplies, so no agreement opens what it closes.
 */
@ApplicationScoped
class CanaryQuestions {

    /** No organisation's code looks like this. */
    static final String NOBODY = "canary";

    private static final String READ = "read";

    private final RegisterView register;

    CanaryQuestions(RegisterView register) {
        this.register = register;
    }

    /**
     * A question that must be refused.
     *
     * @param register the revision of the register from which it was made; null: refused under any
     */
    record MustRefuse(Facts.Input input, @Nullable Long register) {

        /** Whether the answer rests on another register than the question, as it may for the moment of a change. */
        boolean isMadeFromAnother(PolicyAnswer answer) {
            return register != null && register != answer.revisions().registerNumber();
        }
    }

    List<MustRefuse> at(Instant at) {
        List<MustRefuse> questions = new ArrayList<>();
        questions.add(new MustRefuse(new Facts.Input(byNobody(), at), null));
        RegisterSnapshot latest = register.latest();
        for (Facts facts : closed(latest)) {
            questions.add(new MustRefuse(new Facts.Input(facts, at), latest.revision()));
        }
        return questions;
    }

    private static Facts byNobody() {
        return facts(asked(NOBODY, NOBODY, NOBODY, null, NOBODY), Facts.PatientStanding.REGISTERED, List.of());
    }

    private static List<Facts> closed(RegisterSnapshot register) {
        Optional<Category> category = all(register, Kind.CATEGORIES, Category.class)
                .filter(one -> one.sharingClass() == Category.SharingClass.ORDINARY)
                .findFirst();
        return all(register, Kind.SCHEMES, Scheme.class)
                .filter(scheme -> scheme.notAppliedTo().isEmpty() && !scheme.section251MayDisapply())
                .flatMap(scheme -> category.stream().flatMap(one -> under(register, scheme, one)))
                .findFirst()
                .orElse(List.of());
    }

    private static Stream<List<Facts>> under(RegisterSnapshot register, Scheme scheme, Category category) {
        Optional<Organisation> custodian = all(register, Kind.ORGANISATIONS, Organisation.class)
                .filter(one -> one.status() == Organisation.Status.ACTIVE)
                .filter(one -> scheme.custodianTypes().isEmpty()
                        || scheme.custodianTypes().contains(one.type()))
                .findFirst();
        Optional<Purpose> purpose = all(register, Kind.PURPOSES, Purpose.class)
                .filter(one -> scheme.governs().contains(one.id()) && !one.needsGrant())
                .findFirst();
        if (custodian.isEmpty() || purpose.isEmpty()) {
            return Stream.empty();
        }
        String code = custodian.get().odsCode().value();
        List<String> roles = purpose.get().roles();
        // Asked by the one that holds the record, so that there is a lawful ground, and what the patient says must
        // close it.
        Facts.Asked asked =
                asked(code, code, purpose.get().id(), roles.isEmpty() ? null : roles.getFirst(), category.id());
        Facts.Preference objection = new Facts.Preference(scheme.id(), Effect.DENY, false, null, List.of());
        return Stream.of(List.of(
                facts(asked, Facts.PatientStanding.REGISTERED, List.of(objection)),
                facts(asked, Facts.PatientStanding.UNREADABLE, List.of())));
    }

    private static Facts.Asked asked(
            String requester, String custodian, String purpose, @Nullable String role, String category) {
        return new Facts.Asked(
                Question.PatientRecord.TYPE,
                READ,
                requester,
                custodian,
                purpose,
                role,
                List.of(category),
                List.of(),
                List.of(),
                null);
    }

    private static Facts facts(Facts.Asked asked, Facts.PatientStanding standing, List<Facts.Preference> preferences) {
        return new Facts(asked, new Facts.Patient(standing, preferences), null, null);
    }

    private static <T> Stream<T> all(RegisterSnapshot register, Kind kind, Class<T> type) {
        return register.all(kind).stream().map(type::cast);
    }
}
