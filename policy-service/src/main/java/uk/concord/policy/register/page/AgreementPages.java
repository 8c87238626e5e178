package uk.concord.policy.register.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.register.Agreement;
import uk.concord.policy.register.Dpia;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Register;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.Section251;

/** Makes the pages of sharing agreements. */
@ApplicationScoped
class AgreementPages {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Register register;
    private final Clock clock;

    AgreementPages(Register register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    List<AgreementPage.Line> agreements() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), LONDON);
        return register.read().all(Kind.AGREEMENTS).stream()
                .map(Agreement.class::cast)
                .sorted(Comparator.comparing(Agreement::title).thenComparing(Agreement::id))
                .map(agreement -> new AgreementPage.Line(
                        "/governance/agreements/" + agreement.id(),
                        agreement.title(),
                        agreement.id(),
                        RegisterWords.standing(agreement.on(today)),
                        RegisterWords.tag(agreement.on(today)),
                        RegisterWords.day(agreement.lastDay()),
                        agreement.isReviewOverdue(today)))
                .toList();
    }

    /** The agreement with this id, if there is one. */
    Optional<AgreementPage> agreement(String id) {
        RegisterSnapshot snapshot = register.read();
        return snapshot.find(Kind.AGREEMENTS, id)
                .map(Agreement.class::cast)
                .map(agreement -> page(agreement, snapshot));
    }

    private AgreementPage page(Agreement agreement, RegisterSnapshot snapshot) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), LONDON);
        Agreement.Standing standing = agreement.on(today);
        return new AgreementPage(
                agreement.id(),
                agreement.title(),
                RegisterWords.standing(standing),
                RegisterWords.tag(standing),
                RegisterWords.day(agreement.from()),
                RegisterWords.day(agreement.until()),
                RegisterWords.parties(agreement.custodians(), snapshot),
                RegisterWords.parties(agreement.requesters(), snapshot),
                RegisterWords.purposes(agreement.purposes(), snapshot),
                RegisterWords.categories(agreement.categories(), snapshot),
                RegisterWords.basis(agreement.legalBases().article6()),
                RegisterWords.basis(agreement.legalBases().article9()),
                RegisterWords.basis(agreement.legalBases().commonLaw()),
                approval(agreement.section251()),
                agreement.statutoryExceptions(),
                dpia(agreement.dpia()),
                RegisterWords.day(agreement.reviewOn()),
                agreement.isReviewOverdue(today),
                agreement.signatories().stream()
                        .map(signed -> signed.name() + ", for "
                                + RegisterWords.organisation(signed.organisation(), snapshot) + ", on "
                                + RegisterWords.day(signed.signedOn()))
                        .toList(),
                agreement.unsigned().stream()
                        .map(code -> RegisterWords.organisation(code, snapshot))
                        .toList());
    }

    private static List<String> approval(@Nullable Section251 approval) {
        if (approval == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Reference " + approval.reference());
        if (approval.regulation() != null) {
            lines.add(approval.regulation());
        }
        approval.conditions().forEach(condition -> lines.add("Condition: " + condition));
        lines.add("Ends on " + RegisterWords.day(approval.expires()));
        if (approval.annualReview() != null) {
            lines.add("Annual review due by " + RegisterWords.day(approval.annualReview()));
        }
        lines.add(
                approval.optOutDisapplied()
                        ? "The national data opt-out does not apply"
                        : "The national data opt-out applies");
        if (approval.evidence() != null) {
            lines.add("Evidence: " + approval.evidence());
        }
        return lines;
    }

    private static String dpia(@Nullable Dpia dpia) {
        if (dpia == null) {
            return "";
        }
        return dpia.reference()
                + (dpia.register() == null ? "" : ", in " + dpia.register())
                + (dpia.id() == null ? "" : " under " + dpia.id());
    }
}
