package uk.concord.audit.trail;

/**
 * Leaves one behind the other.
 *
 * @param from the first
 * @param until the one behind the last
 */
record LeafSpan(long from, long until) {

    /** Every leaf that there is or ever will be. */
    static final LeafSpan ALL = new LeafSpan(0, Long.MAX_VALUE);

    /** Those of these that are in front of a leaf. */
    LeafSpan before(long leaf) {
        return leaf < until ? new LeafSpan(from, leaf) : this;
    }

    boolean isEmpty() {
        return from >= until;
    }

    /** Adds the condition on a column that it is one of these. */
    Conditions narrow(Conditions conditions, String column) {
        if (from > ALL.from()) {
            conditions.and(column + " >= ?", from);
        }
        if (until < ALL.until()) {
            conditions.and(column + " < ?", until);
        }
        return conditions;
    }
}
