package uk.concord.gateway.session;

import java.sql.SQLException;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The sessions can't be read or changed now. */
final class SessionsUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    SessionsUnavailableException(SQLException cause) {
        super(
                ProblemType.UNAVAILABLE,
                "Sessions can't be looked up now, so nobody can be recognised. Try again in a few seconds.",
                cause);
    }
}
