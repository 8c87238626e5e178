package uk.concord.audit.fhir.event;

import java.util.List;
import uk.concord.kernel.audit.AuditType;

/** Which codes the events of each type of record can have, so that a search by code leaves out what it can't find there. */
public final class EventKinds {

    private static final List<Kind> KINDS = List.of(
            new Kind(AuditType.DECISION, Code.SECURITY_ALERT, Code.AUTHZ_CONSENT, Code.AUTHZ_ROLE),
            new Kind(AuditType.ACCESS, Code.REST, Code.READ, Code.SEARCH_TYPE),
            new Kind(AuditType.AUDIT_READ, Code.REST, Code.READ, Code.SEARCH_TYPE, Code.OPERATION),
            new Kind(AuditType.COHORT, Code.REST, Code.SEARCH_SYSTEM),
            new Kind(AuditType.COHORT_PART, Code.REST, Code.SEARCH_SYSTEM),
            new Kind(AuditType.PREFERENCE_CHANGE, Code.REST, Code.UPDATE),
            new Kind(AuditType.PATIENT_REGISTERED, Code.REST, Code.CREATE),
            new Kind(AuditType.REGISTER_CHANGE, Code.REST, Code.UPDATE),
            new Kind(AuditType.RELEASE_CHANGE, Code.REST, Code.UPDATE),
            new Kind(AuditType.BREAK_GLASS_DECLARED, Code.SECURITY_ALERT, Code.EMERGENCY_OVERRIDE_STARTED),
            new Kind(AuditType.BREAK_GLASS_ENDED, Code.SECURITY_ALERT, Code.EMERGENCY_OVERRIDE_STOPPED),
            new Kind(AuditType.SIGN_IN, Code.USER_AUTHENTICATION, Code.LOGIN),
            new Kind(AuditType.SIGN_OUT, Code.USER_AUTHENTICATION, Code.LOGOUT),
            new Kind(AuditType.LEDGER_KEY_CHANGE, Code.SECURITY_ALERT, Code.SECURITY_CONFIGURATION),
            new Kind(AuditType.OPERATION, Code.REST, Code.OPERATION));

    private EventKinds() {}

    private record Kind(String auditType, Code type, Code... subtypes) {

        boolean mayFit(List<Token> ofTypes, List<Token> ofSubtypes) {
            return (ofTypes.isEmpty() || fits(ofTypes, type))
                    && (ofSubtypes.isEmpty()
                            || List.of(subtypes).stream().anyMatch(subtype -> fits(ofSubtypes, subtype)));
        }

        private static boolean fits(List<Token> tokens, Code code) {
            return tokens.stream().anyMatch(token -> token.fits(code.system(), code.code()));
        }
    }

    /**
     * The types of record of which no event can have any of these types and any of these subtypes. What others recorded, and what isn't
     * known here, may have every code.
     *
     * @param types empty if the type doesn't matter
     * @param subtypes empty if the subtype doesn't matter
     */
    public static List<String> without(List<Token> types, List<Token> subtypes) {
        return KINDS.stream()
                .filter(kind -> !kind.mayFit(types, subtypes))
                .map(Kind::auditType)
                .toList();
    }
}
