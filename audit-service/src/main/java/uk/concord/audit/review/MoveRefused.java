package uk.concord.audit.review;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Why a move isn't made. */
final class MoveRefused {

    private MoveRefused() {}

    /** 409: not from where the review stands; says what is possible. */
    static ProblemException notPossible(Move move, Standing standing, List<Move> possible) {
        String moves = possible.stream().map(Move::text).collect(Collectors.joining(", "));
        String what = move == Move.SHOW
                ? "Nothing is withheld from the patient here, so there is nothing to show again."
                : "This review is " + standing.state().text() + ", so " + move.text() + " isn't possible.";
        return new ProblemException(
                ProblemType.CONFLICT,
                what + " What can be done now: " + moves + ".",
                Map.of(
                        "state",
                        standing.state().text(),
                        "possible",
                        possible.stream().map(Move::text).toList()),
                null);
    }

    /** 412: somebody else was faster. */
    static ProblemException stale() {
        return new ProblemException(
                ProblemType.STALE_REVISION,
                "Somebody else did something with this review in the meantime. Read it again, and decide whether you still want this.");
    }

    /** 403: who declared doesn't review it. */
    static ProblemException own() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "You declared this emergency yourself, so somebody else must review it. Ask another officer of your organisation,"
                        + " or the region's.");
    }

    /** 400: what was said with it can't be taken. */
    static ProblemException faulty(Map<String, String> faults) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST,
                faults.entrySet().stream()
                        .map(fault -> fault.getKey() + ": " + fault.getValue())
                        .collect(Collectors.joining(" ")));
    }
}
