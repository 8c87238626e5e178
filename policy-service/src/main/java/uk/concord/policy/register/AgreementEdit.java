package uk.concord.policy.register;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What may become of an agreement when somebody writes it anew: its state and its signatures change by the moves of its life
 * only, and what people have signed changes only with a reason on record.
 */
final class AgreementEdit {

    private static final String SIGN = "Signatures are added by POST …/sign.";

    private AgreementEdit() {}

    /**
     * @param held what is there
     * @param said what is to be there instead
     * @throws ProblemException 409 if that would be a move in disguise; 400 if it needs a reason and has none
     */
    static void demandAllowed(Agreement held, Agreement said, Change change) {
        if (held.equals(said)) {
            return;
        }
        if (said.status() != held.status()) {
            throw conflict("Its status changes only by POST …/sign, activate, suspend, reinstate and expire.");
        }
        boolean sameTerms = held.hasTheTermsOf(said);
        boolean sameSignatures = held.signatories().equals(said.signatories());
        switch (held.status()) {
            case EXPIRED -> throw conflict("It is over, so nothing of it changes any more.");
            case DRAFT -> {
                if (!new HashSet<>(held.signatories()).containsAll(said.signatories())) {
                    throw conflict(SIGN);
                }
                if (!sameTerms && !said.signatories().isEmpty()) {
                    throw conflict("What has been signed was something else. Put the new terms without signatories, and"
                            + " have them signed again.");
                }
            }
            case SIGNED, ACTIVE, SUSPENDED -> {
                if (!sameSignatures) {
                    throw conflict(SIGN);
                }
                if (!sameTerms && change.reason() == null) {
                    throw new ProblemException(
                            ProblemType.INVALID_REQUEST,
                            "This changes the terms of an agreement that has been signed. Say why in the header "
                                    + RegisterResource.REASON + ".");
                }
            }
        }
    }

    /**
     * What an import makes of it: the terms as it says, the state and the signatures as they are held.
     *
     * @param notes gets what of the import doesn't count
     */
    static Agreement imported(Agreement held, Agreement said, List<String> notes) {
        if (held.status() == Agreement.Status.EXPIRED) {
            if (!held.equals(said)) {
                notes.add("It is over, so nothing of it changes any more.");
            }
            return held;
        }
        if (held.status() != said.status()) {
            notes.add("Its status stays " + word(held) + ": only the moves of its life change it.");
        }
        if (!held.signatories().equals(said.signatories())) {
            notes.add("Its signatures stay as they are. " + SIGN);
        }
        if (held.status() == Agreement.Status.DRAFT && !held.hasTheTermsOf(said)) {
            if (!held.signatories().isEmpty()) {
                notes.add("Its terms are new, so its signatures are gone: have it signed again.");
            }
            return said.with(Agreement.Status.DRAFT, List.of());
        }
        return said.with(held.status(), held.signatories());
    }

    private static String word(Agreement agreement) {
        return agreement.status().name().toLowerCase(Locale.ROOT);
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(ProblemType.CONFLICT, detail);
    }
}
