package uk.concord.consent.register;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a choice may name, as the register had it at one moment. */
public final class CodeLists {

    private final Map<String, Scheme> schemes;
    private final Map<String, Organisation> organisations;
    private final Set<String> organisationTypes;
    private final Map<String, Category> categories;
    private final Map<String, String> purposes;

    CodeLists(
            Collection<Scheme> schemes,
            Collection<Organisation> organisations,
            Collection<Category> categories,
            Map<String, String> purposes) {
        this.schemes = byCode(schemes, Scheme::id);
        this.organisations = byCode(organisations, Organisation::code);
        this.organisationTypes = organisations.stream().map(Organisation::type).collect(Collectors.toUnmodifiableSet());
        this.categories = byCode(categories, Category::id);
        this.purposes = Map.copyOf(purposes);
    }

    /** All schemes, those that can be changed here first, then by id. */
    public List<Scheme> schemes() {
        return schemes.values().stream()
                .sorted(Comparator.comparing((Scheme scheme) -> !scheme.writable())
                        .thenComparing(Scheme::id))
                .toList();
    }

    /** The scheme of this id. */
    public Optional<Scheme> scheme(String id) {
        return Optional.ofNullable(schemes.get(id));
    }

    /** All organisations, closed ones too. */
    public Collection<Organisation> organisations() {
        return organisations.values();
    }

    /** The organisation with this ODS code. */
    public Optional<Organisation> organisation(String code) {
        return Optional.ofNullable(organisations.get(code));
    }

    /** All kinds of information, in the register's order. */
    public Collection<Category> categories() {
        return categories.values();
    }

    /** The kind of information of this id. */
    public Optional<Category> category(String id) {
        return Optional.ofNullable(categories.get(id));
    }

    /** What this purpose of use is called. */
    public Optional<String> purposeTitle(String id) {
        return Optional.ofNullable(purposes.get(id));
    }

    /** Whether an organisation has this ODS code. */
    public boolean hasOrganisation(String code) {
        return organisations.containsKey(code);
    }

    /** Whether some organisation is of this type. */
    public boolean hasOrganisationType(String type) {
        return organisationTypes.contains(type);
    }

    /** Whether there is this kind of information. */
    public boolean hasCategory(String id) {
        return categories.containsKey(id);
    }

    /** Whether there is this purpose of use. */
    public boolean hasPurpose(String id) {
        return purposes.containsKey(id);
    }

    private static <T> Map<String, T> byCode(Collection<T> things, Function<T, String> code) {
        Map<String, T> byCode = new LinkedHashMap<>();
        things.forEach(thing -> byCode.put(code.apply(thing), thing));
        return byCode;
    }
}
