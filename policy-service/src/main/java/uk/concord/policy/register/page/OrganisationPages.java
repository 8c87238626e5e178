package uk.concord.policy.register.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.register.Agreement;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Organisation;
import uk.concord.policy.register.Register;
import uk.concord.policy.register.RegisterSnapshot;

/** Makes the page of organisations. */
@ApplicationScoped
class OrganisationPages {

    /** Show only organisations without an agreement in force. */
    static final String WITHOUT = "without";
    /** Show only organisations of whose agreements one ends soon. */
    static final String ENDING = "ending";

    private static final int SOON_DAYS = 90;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final Register register;
    private final Clock clock;

    OrganisationPages(Register register, Clock clock) {
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

    private static <T> List<T> all(RegisterSnapshot snapshot, Kind kind, Class<T> type) {
        return snapshot.all(kind).stream().map(type::cast).toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LONDON);
    }
}
