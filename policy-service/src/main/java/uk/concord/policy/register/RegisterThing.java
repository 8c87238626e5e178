package uk.concord.policy.register;

/** One thing in the register. */
public sealed interface RegisterThing
        permits Organisation, PartnerSystem, Purpose, Category, Scheme, Agreement, Direction, PublicInterestBasis {

    /** Names it among those of its kind. */
    String key();

    /** What it is. */
    default Kind kind() {
        return switch (this) {
            case Organisation o -> Kind.ORGANISATIONS;
            case PartnerSystem p -> Kind.PARTNER_SYSTEMS;
            case Purpose p -> Kind.PURPOSES;
            case Category c -> Kind.CATEGORIES;
            case Scheme s -> Kind.SCHEMES;
            case Agreement a -> Kind.AGREEMENTS;
            case Direction d -> Kind.DIRECTIONS;
            case PublicInterestBasis b -> Kind.PUBLIC_INTEREST_BASES;
        };
    }
}
