package uk.concord.audit.trail.page;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.evidence.EvidencePacks;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Which records are chosen for an evidence pack. The pages' addresses carry it, so nothing of it is kept here: places in the ledger,
 * upwards, the first as it is and each other as its distance from the one before, in base 36. So a thousand records have room in an
 * address, wherever in the ledger they are. Public for the templates' engine.
 */
public record Choice(SortedSet<Long> places) {

    /** No record is chosen. */
    public static final Choice NOTHING = new Choice(new TreeSet<>());

    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,11}(-[0-9a-z]{1,11})*)?");
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");

    public Choice {
        places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
    }

    /**
     * Reads {@link #text}.
     *
     * @throws ProblemException 400 if it isn't one, or names more than a pack holds
     */
    static Choice parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return NOTHING;
        }
        if (!TEXT.matcher(text).matches()) {
            throw unreadable();
        }
        SortedSet<Long> places = new TreeSet<>();
        long place = 0;
        for (String step : text.split("-", -1)) {
            long distance = Long.parseLong(step, RADIX);
            place += distance;
            if (place < 0 || distance == 0 && !places.isEmpty()) {
                throw unreadable();
            }
            places.add(place);
        }
        return limited(places);
    }

    /**
     * The places that a form names.
     *
     * @throws ProblemException 400 if one isn't a place
     */
    static SortedSet<Long> named(@Nullable Collection<String> places) {
        SortedSet<Long> named = new TreeSet<>();
        for (String place : places == null ? Collections.<String>emptyList() : places) {
            if (!PLACE.matcher(place).matches()) {
                throw unreadable();
            }
            named.add(Long.valueOf(place));
        }
        return named;
    }

    /** @throws ProblemException 400 if these are more than a pack holds */
    Choice with(Collection<Long> more) {
        SortedSet<Long> all = new TreeSet<>(places);
        all.addAll(more);
        return limited(all);
    }

    Choice without(Collection<Long> some) {
        SortedSet<Long> rest = new TreeSet<>(places);
        rest.removeAll(some);
        return new Choice(rest);
    }

    public boolean contains(long place) {
        return places.contains(place);
    }

    public int size() {
        return places.size();
    }

    /** How many, in words. */
    public String said() {
        return size() == 1 ? "1 record" : size() + " records";
    }

    /** The choice as an address or a form carries it; empty if nothing is chosen. */
    public String text() {
        long[] before = {0};
        return places.stream()
                .map(place -> {
                    long distance = place - before[0];
                    before[0] = place;
                    return Long.toString(distance, RADIX);
                })
                .collect(Collectors.joining("-"));
    }

    /** What the address of a page without any other query ends with. */
    public String query() {
        return places.isEmpty() ? "" : "?pack=" + text();
    }

    private static Choice limited(SortedSet<Long> places) {
        if (places.size() > EvidencePacks.MOST) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "An evidence pack holds at most " + EvidencePacks.MOST
                            + " records. Go back, and make more than one pack.");
        }
        return new Choice(places);
    }

    private static ProblemException unreadable() {
        return new ProblemException(
                ProblemType.INVALID_REQUEST,
                "It can't be read which records are chosen for the evidence pack. Search for them and choose anew.");
    }
}
