package uk.concord.audit.hold;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.trail.page.Fault;
import uk.concord.kernel.page.PageTimes;

/**
 * The page of legal holds.
 *
 * @param inForce holds that stop erasure, newest first
 * @param over those that were released
 */
public record HoldPage(HoldForm form, List<Fault> faults, List<Line> inForce, List<Line> over) {

    /**
     * One hold in words.
     *
     * @param records ids of the records that it names
     * @param released when and why; empty while it is in force
     */
    public record Line(
            String id,
            String covers,
            List<String> records,
            String reason,
            String reference,
            String placed,
            String released) {

        /** The id of the field for the reason of its release. */
        public String releaseField() {
            return "release-" + id;
        }
    }

    static HoldPage of(List<Hold> holds, HoldForm form, List<Fault> faults, RegisterNames names) {
        return new HoldPage(
                form,
                faults,
                holds.stream()
                        .filter(Hold::inForce)
                        .map(hold -> line(hold, names))
                        .toList(),
                holds.stream()
                        .filter(hold -> !hold.inForce())
                        .map(hold -> line(hold, names))
                        .toList());
    }

    private static Line line(Hold hold, RegisterNames names) {
        Hold.Release release = hold.released();
        List<UUID> records = hold.subject().records();
        return new Line(
                hold.id().toString(),
                covers(hold.subject(), names),
                records == null
                        ? List.of()
                        : records.stream().map(Object::toString).toList(),
                hold.reason(),
                hold.reference(),
                PageTimes.said(hold.placedAt()) + ", by " + by(hold.placedBy(), names),
                release == null
                        ? ""
                        : PageTimes.said(release.at()) + ", by " + by(release.by(), names) + ": " + release.reason());
    }

    private static String by(Hold.Officer officer, RegisterNames names) {
        return "account " + officer.subject()
                + (officer.organisation() == null ? "" : " of " + names.organisation(officer.organisation()));
    }

    private static String covers(Hold.Subject subject, RegisterNames names) {
        if (subject.patient() != null) {
            return "Everything about patient " + subject.patient() + numbers(subject.pseudonyms());
        }
        if (subject.pseudonyms() != null) {
            return "Everything about a person recorded under the pseudonym "
                    + String.join(" or ", subject.pseudonyms());
        }
        if (subject.organisation() != null) {
            return "Everything that belongs to " + names.organisation(subject.organisation());
        }
        if (subject.decisionId() != null) {
            return "Everything that rests on decision " + subject.decisionId();
        }
        return subject.records() == null ? "Everything" : "These records";
    }

    private static String numbers(@Nullable List<String> pseudonyms) {
        if (pseudonyms == null) {
            return "";
        }
        return pseudonyms.size() == 1 ? ", by 1 NHS number" : ", by " + pseudonyms.size() + " NHS numbers";
    }

    /** What is wrong with a field; empty if nothing is. */
    public String fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::message)
                .findFirst()
                .orElse("");
    }
}
