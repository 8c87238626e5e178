package uk.concord.policy.register;

/**
 * One thing that is wrong with an entry.
 *
 * @param member the member that it is about, such as {@code legal_bases.article_6}; empty: the whole entry
 * @param what what is wrong with it, as the rest of a sentence that begins with the member
 */
record Fault(String member, String what) {

    /** The same of the thing that is this member of another. */
    Fault in(String outer) {
        if (outer.isEmpty()) {
            return this;
        }
        return new Fault(member.isEmpty() ? outer : outer + "." + member, what);
    }

    /** The sentence. */
    String text() {
        return member.isEmpty() ? what : member + " " + what;
    }
}
