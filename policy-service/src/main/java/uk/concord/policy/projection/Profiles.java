package uk.concord.policy.projection;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.SchemePreference;

/**
 * What patients say, each distinct profile once. Most of a region's patients share theirs with many others. A profile that nobody
 * has any more is let go, so that changes of mind don't add up. One thread at a time writes.
 */
final class Profiles {

    /** The profile of those who have said nothing. */
    static final int NOTHING_SAID = 0;

    private final Map<List<SchemePreference>, Integer> indexes = new HashMap<>();
    private @Nullable List<SchemePreference>[] lists = emptyLists(16);
    private int[] uses = new int[16];
    private int[] free = new int[16];
    private int freed;
    private int count = 1;

    Profiles() {
        lists[NOTHING_SAID] = List.of();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<SchemePreference>[] emptyLists(int length) {
        return new List[length];
    }

    /**
     * The profile of what was said: by scheme, without what says only when it was said and not what. When the truth of a scheme that
     * others own was fetched is part of it, since an answer may depend on it.
     */
    static List<SchemePreference> canonical(List<SchemePreference> said) {
        if (said.isEmpty()) {
            return List.of();
        }
        return said.stream()
                .sorted(Comparator.comparing(SchemePreference::scheme))
                .map(one -> new SchemePreference(
                        one.scheme(), 0, one.effect(), Instant.EPOCH, one.exceptions(), one.underReview(), one.asOf()))
                .toList();
    }

    /** One more patient has this profile. */
    int hold(List<SchemePreference> profile) {
        if (profile.isEmpty()) {
            return NOTHING_SAID;
        }
        Integer known = indexes.get(profile);
        int index = known == null ? add(profile) : known;
        uses[index]++;
        return index;
    }

    private int add(List<SchemePreference> profile) {
        int index = freed > 0 ? free[--freed] : count++;
        if (index == lists.length) {
            int more = index + index / 2;
            lists = Arrays.copyOf(lists, more);
            uses = Arrays.copyOf(uses, more);
        }
        lists[index] = profile;
        indexes.put(profile, index);
        return index;
    }

    /** One patient less has it. */
    void letGo(int index) {
        if (index == NOTHING_SAID || --uses[index] > 0) {
            return;
        }
        indexes.remove(lists[index]);
        lists[index] = null;
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed + freed / 2);
        }
        free[freed++] = index;
    }

    /** The profile with this index; null only if a write was in between. */
    @Nullable
    List<SchemePreference> get(int index) {
        @Nullable List<SchemePreference>[] now = lists;
        return index < now.length ? now[index] : null;
    }

    /** How many distinct profiles somebody has now, with the one of those who have said nothing. */
    int distinct() {
        return indexes.size() + 1;
    }

    /** All by index as they are now; null where an index isn't used. */
    @Nullable
    List<SchemePreference>[] snapshot() {
        return Arrays.copyOf(lists, count);
    }
}
