package uk.concord.policy.register.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.policy.register.Agreement;
import uk.concord.policy.register.Category;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Organisation;
import uk.concord.policy.register.Parties;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.Register;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.Section251;

/** Makes the register's pages. */
@ApplicationScoped
class RegisterPages {

    /** Show only organisations without an agreement in force. */
    static final String WITHOUT = "without";
    /** Show only organisations of whose agreements one ends soon. */
    static final String ENDING = "ending";

    private static final int SOON_DAYS = 90;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final Register register;
    private final Clock clock;

    RegisterPages(Register register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    OrganisationsPage organisations(String name, String show) {
        RegisterSnapshot snapshot = register.read();
        LocalDate today = today();
        List<Agreement> inForce = all(snapshot, Kind.AGREEMENTS, Agreement.class).stream()
                .filter(agreement -> agreement.on(today) == Agreement.Standing.IN_FORCE)
                .toList();
        List<Organisation> organisations = all(snapshot, Kind.ORGANISATIONS, Organisation.class);
        List<OrganisationsPage.Line> lines = organisations.stream()
                .filter(organisation -> fits(organisation, name.toLowerCase(Locale.UK)))
                .sorted(Comparator.comparing(Organisation::name).thenComparing(Organisation::odsCode))
                .map(organisation -> line(organisation, of(organisation, inForce), today, show))
                .flatMap(Optional::stream)
                .toList();
        return new OrganisationsPage(name, show, lines, organisations.size());
    }

    private static boolean fits(Organisation organisation, String wanted) {
        String postcode = organisation.postcode() == null ? "" : organisation.postcode();
        return (organisation.name() + " " + organisation.odsCode() + " " + postcode)
                .toLowerCase(Locale.UK)
                .contains(wanted);
    }

    private static List<Agreement> of(Organisation organisation, List<Agreement> agreements) {
        return agreements.stream()
                .filter(agreement -> agreement.custodians().include(organisation)
                        || agreement.requesters().include(organisation))
                .toList();
    }

    private static Optional<OrganisationsPage.Line> line(
            Organisation organisation, List<Agreement> agreements, LocalDate today, String show) {
        LocalDate first = firstEnd(agreements);
        boolean open = organisation.status() == Organisation.Status.ACTIVE;
        boolean without = open && agreements.isEmpty();
        boolean ending = open && first != null && !first.isAfter(today.plusDays(SOON_DAYS));
        if ((show.equals(WITHOUT) && !without) || (show.equals(ENDING) && !ending)) {
            return Optional.empty();
        }
        return Optional.of(new OrganisationsPage.Line(
                organisation.odsCode().value(),
                organisation.name(),
                RegisterWords.type(organisation.type()),
                RegisterWords.status(organisation.status()),
                organisation.postcode() == null ? "" : organisation.postcode(),
                agreements.isEmpty()
                        ? "None in force"
                        : agreements.size() + " in force"
                                + (first == null ? "" : ", the first ends on " + DAY.format(first)),
                without || ending));
    }

    private static @Nullable LocalDate firstEnd(List<Agreement> agreements) {
        LocalDate first = null;
        for (Agreement agreement : agreements) {
            LocalDate end = agreement.lastDay();
            if (end != null && (first == null || end.isBefore(first))) {
                first = end;
            }
        }
        return first;
    }

    List<AgreementPage.Line> agreements() {
        LocalDate today = today();
        return all(register.read(), Kind.AGREEMENTS, Agreement.class).stream()
                .sorted(Comparator.comparing(Agreement::title).thenComparing(Agreement::id))
                .map(agreement -> new AgreementPage.Line(
                        "/governance/agreements/" + agreement.id(),
                        agreement.title(),
                        agreement.id(),
                        RegisterWords.standing(agreement.on(today)),
                        RegisterWords.tag(agreement.on(today)),
                        day(agreement.lastDay())))
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
        Agreement.Standing standing = agreement.on(today());
        return new AgreementPage(
                agreement.id(),
                agreement.title(),
                RegisterWords.standing(standing),
                RegisterWords.tag(standing),
                DAY.format(agreement.from()),
                day(agreement.until()),
                parties(agreement.custodians(), snapshot),
                parties(agreement.requesters(), snapshot),
                agreement.purposes().stream()
                        .map(code -> snapshot.find(Kind.PURPOSES, code)
                                .map(Purpose.class::cast)
                                .map(purpose -> purpose.title() + " (" + code + ")")
                                .orElse(code))
                        .toList(),
                agreement.categories().stream()
                        .map(code -> snapshot.find(Kind.CATEGORIES, code)
                                .map(Category.class::cast)
                                .map(Category::title)
                                .orElse(code))
                        .toList(),
                RegisterWords.basis(agreement.legalBases().article6()),
                RegisterWords.basis(agreement.legalBases().article9()),
                RegisterWords.basis(agreement.legalBases().commonLaw()),
                approval(agreement.section251()),
                String.join("; ", agreement.statutoryExceptions()),
                agreement.signatories().stream()
                        .map(signed -> signed.name() + ", for " + named(signed.organisation(), snapshot) + ", on "
                                + DAY.format(signed.signedOn()))
                        .toList());
    }

    private static List<String> approval(@Nullable Section251 approval) {
        return approval == null
                ? List.of()
                : List.of(
                        "Reference " + approval.reference(),
                        "Ends on " + DAY.format(approval.expires()),
                        approval.optOutDisapplied()
                                ? "The national data opt-out does not apply"
                                : "The national data opt-out applies");
    }

    private static List<String> parties(Parties side, RegisterSnapshot snapshot) {
        List<String> parties = new ArrayList<>();
        side.types().forEach(type -> parties.add("All of type: " + RegisterWords.type(type)));
        side.organisations().forEach(code -> parties.add(named(code, snapshot)));
        return parties;
    }

    private static String named(OdsCode code, RegisterSnapshot snapshot) {
        return snapshot.find(Kind.ORGANISATIONS, code.value())
                .map(Organisation.class::cast)
                .map(organisation -> organisation.name() + " (" + code + ")")
                .orElse(code.value());
    }

    private static <T> List<T> all(RegisterSnapshot snapshot, Kind kind, Class<T> type) {
        return snapshot.all(kind).stream().map(type::cast).toList();
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LONDON);
    }
}
