package uk.concord.consent.register;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The codes that a choice may name, as the register had them at one moment. */
public final class CodeLists {

    private final Map<String, Scheme> schemes;
    private final Set<String> organisations;
    private final Set<String> organisationTypes;
    private final Set<String> categories;
    private final Set<String> purposes;

    CodeLists(
            Map<String, Scheme> schemes,
            Set<String> organisations,
            Set<String> organisationTypes,
            Set<String> categories,
            Set<String> purposes) {
        this.schemes = schemes;
        this.organisations = organisations;
        this.organisationTypes = organisationTypes;
        this.categories = categories;
        this.purposes = purposes;
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

    /** Whether an organisation has this ODS code. */
    public boolean hasOrganisation(String code) {
        return organisations.contains(code);
    }

    /** Whether some organisation is of this type. */
    public boolean hasOrganisationType(String type) {
        return organisationTypes.contains(type);
    }

    /** Whether there is this kind of information. */
    public boolean hasCategory(String id) {
        return categories.contains(id);
    }

    /** Whether there is this purpose of use. */
    public boolean hasPurpose(String id) {
        return purposes.contains(id);
    }
}
