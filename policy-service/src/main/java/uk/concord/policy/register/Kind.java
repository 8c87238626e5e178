package uk.concord.policy.register;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of things that the register holds. */
public enum Kind {
    ORGANISATIONS("organisations", Organisation.class),
    PARTNER_SYSTEMS("partner-systems", PartnerSystem.class),
    PURPOSES("purposes", Purpose.class),
    CATEGORIES("categories", Category.class),
    SCHEMES("schemes", Scheme.class),
    AGREEMENTS("agreements", Agreement.class),
    DIRECTIONS("directions", Direction.class),
    PUBLIC_INTEREST_BASES("public-interest-bases", PublicInterestBasis.class);

    private final String path;
    private final Class<? extends RegisterThing> type;

    Kind(String path, Class<? extends RegisterThing> type) {
        this.path = path;
        this.type = type;
    }

    /** The kind that this segment of a path names. */
    public static Optional<Kind> ofPath(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }

    /** The segment of a path that names it. */
    public String path() {
        return path;
    }

    /** The member of an import document that holds its list. */
    public String member() {
        return path.replace('-', '_');
    }

    /** The member of its things that is their key. */
    String keyMember() {
        return switch (this) {
            case ORGANISATIONS -> "ods_code";
            case PARTNER_SYSTEMS -> "client_id";
            case PURPOSES, CATEGORIES, SCHEMES, AGREEMENTS, DIRECTIONS, PUBLIC_INTEREST_BASES -> "id";
        };
    }

    Class<? extends RegisterThing> type() {
        return type;
    }
}
