package uk.concord.policy.register.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.register.Direction;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.PublicInterestBasis;
import uk.concord.policy.register.Register;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.Scheme;

/** Makes the page of directions and public-interest bases. */
@ApplicationScoped
class GroundPages {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Register register;
    private final Clock clock;

    GroundPages(Register register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    GroundsPage grounds() {
        RegisterSnapshot snapshot = register.read();
        LocalDate today = LocalDate.ofInstant(clock.instant(), LONDON);
        return new GroundsPage(
                snapshot.all(Kind.DIRECTIONS).stream()
                        .map(Direction.class::cast)
                        .map(direction -> line(direction, snapshot, today))
                        .toList(),
                snapshot.all(Kind.PUBLIC_INTEREST_BASES).stream()
                        .map(PublicInterestBasis.class::cast)
                        .map(basis -> line(basis, snapshot, today))
                        .toList());
    }

    private static GroundsPage.DirectionLine line(Direction direction, RegisterSnapshot register, LocalDate today) {
        return new GroundsPage.DirectionLine(
                direction.id(),
                direction.title(),
                status(direction.from(), direction.until(), today),
                tag(direction.holdsOn(today)),
                direction.reference(),
                register.find(Kind.SCHEMES, direction.scheme())
                        .map(Scheme.class::cast)
                        .map(Scheme::title)
                        .orElse(direction.scheme()),
                RegisterWords.effect(direction.effect()),
                RegisterWords.purposes(direction.purposes(), register),
                RegisterWords.period(direction.from(), direction.until()));
    }

    private static GroundsPage.BasisLine line(PublicInterestBasis basis, RegisterSnapshot register, LocalDate today) {
        return new GroundsPage.BasisLine(
                basis.id(),
                basis.title(),
                status(basis.from(), basis.until(), today),
                tag(basis.holdsOn(today)),
                basis.author(),
                basis.justification(),
                basis.proportionality(),
                basis.caldicottConsulted() ? "Yes" : "No",
                RegisterWords.day(basis.reviewOn()),
                basis.holdsOn(today) && today.isAfter(basis.reviewOn()),
                RegisterWords.parties(basis.custodians(), register),
                RegisterWords.parties(basis.requesters(), register),
                RegisterWords.purposes(basis.purposes(), register),
                RegisterWords.categories(basis.categories(), register),
                RegisterWords.period(basis.from(), basis.until()));
    }

    private static String status(LocalDate from, @Nullable LocalDate until, LocalDate today) {
        if (today.isBefore(from)) {
            return "Not started yet";
        }
        return until != null && today.isAfter(until) ? "Ended" : "In force";
    }

    private static String tag(boolean inForce) {
        return inForce ? "nhsuk-tag--green" : "nhsuk-tag--grey";
    }
}
