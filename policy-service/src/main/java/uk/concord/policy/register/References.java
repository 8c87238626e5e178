package uk.concord.policy.register;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * Checks that what an entry names is in the register.
 *
 * @param register as it would be after the change
 * @param types the types that its organisations have
 * @param unread addresses that the change would put in if they could be read: to name one of them is not a second fault
 */
record References(RegisterSnapshot register, Set<String> types, Set<String> unread) {

    static References to(RegisterSnapshot register, Set<String> unread) {
        return new References(
                register,
                register.all(Kind.ORGANISATIONS).stream()
                        .map(organisation -> ((Organisation) organisation).type())
                        .collect(Collectors.toUnmodifiableSet()),
                unread);
    }

    void organisations(Faults faults, String member, List<OdsCode> codes) {
        things(
                faults,
                member,
                Kind.ORGANISATIONS,
                codes.stream().map(OdsCode::value).toList());
    }

    void organisation(Faults faults, String member, @Nullable OdsCode code) {
        if (code != null) {
            organisations(faults, member, List.of(code));
        }
    }

    void things(Faults faults, String member, Kind kind, List<String> keys) {
        keys.stream()
                .filter(key -> register.find(kind, key).isEmpty() && !unread.contains(kind.path() + "/" + key))
                .forEach(key -> faults.add(member, "names " + key + ", which isn't among the " + kind.path() + "."));
    }

    void types(Faults faults, String member, List<String> named) {
        if (unread.stream().noneMatch(address -> address.startsWith(Kind.ORGANISATIONS.path()))) {
            named.stream()
                    .filter(type -> !types.contains(type))
                    .forEach(type -> faults.add(member, "names the type " + type + ", which no organisation has."));
        }
    }

    void parties(Faults faults, String side, Parties parties) {
        organisations(faults, side + ".organisations", parties.organisations());
        types(faults, side + ".types", parties.types());
    }
}
