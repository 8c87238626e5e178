package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.Effect;

/**
 * A dated statutory direction that puts another default in the place of a scheme's, such as a notice under the Health Service
 * (Control of Patient Information) Regulations 2002.
 *
 * @param reference the law or the notice
 * @param scheme whose default it changes
 * @param effect what holds instead for somebody who has said nothing
 * @param purposes those for which it holds; empty: all that the scheme governs
 * @param from its first day, in Europe/London
 * @param until its last day, which belongs to it; null: until another is made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Direction(
        String id,
        String title,
        String reference,
        String scheme,
        Effect effect,
        List<String> purposes,
        LocalDate from,
        @Nullable LocalDate until)
        implements RegisterThing {

    /** Refuses what is incomplete; an absent list is an empty one. */
    public Direction {
        Faults faults = new Faults();
        faults.id("id", id);
        faults.line("title", title);
        faults.line("reference", reference);
        faults.line("scheme", scheme);
        faults.present("effect", effect);
        purposes = faults.list("purposes", purposes);
        faults.period(from, until);
        faults.demandNone();
    }

    @Override
    public String key() {
        return id;
    }

    /** Whether it holds on a day in Europe/London. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
