package uk.concord.stack.testing;

/**
 * A database that one test session has for itself.
 *
 * @param owner migrates it
 * @param service runs on it
 * @param verifier may read all tables of the owner and change nothing
 * @param superuser may do anything, as an attacker with the database's highest rights can
 */
public record TestDatabase(String jdbcUrl, String name, Login owner, Login service, Login verifier, Login superuser) {

    /** A role that can sign in. */
    public record Login(String role, String password) {}
}
