package uk.concord.policy.register;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of an import, as far as it could be read.
 *
 * @param row its number in its list or file, from 1; a file's header isn't counted
 * @param key what it is about; null if that can't be read
 * @param thing what it says; null if that can't be read
 * @param faults why not
 */
record ImportRow(
        int row, Kind kind, @Nullable String key, @Nullable RegisterThing thing, List<Fault> faults) {

    /** Where it belongs in the register, if that is known. */
    Optional<String> address() {
        return Optional.ofNullable(key).map(known -> kind.path() + "/" + known);
    }

    /** How people find it again: by its key if it is all right in itself, otherwise by its place. */
    String place() {
        return thing == null ? kind.member() + "[" + (row - 1) + "]" : kind.path() + "/" + thing.key();
    }
}
