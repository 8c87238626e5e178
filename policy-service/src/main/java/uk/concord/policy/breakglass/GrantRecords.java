package uk.concord.policy.breakglass;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditActor.AssertedUser;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;

/** What is recorded of grants. The reason in its author's words is told here and nowhere else. */
final class GrantRecords {

    private static final String PURPOSE = "BTG";

    private GrantRecords() {}

    static AuditEntry declared(Grant grant, Declaration declaration, String client, String subject) {
        AuditActor actor = new AuditActor(
                client, subject, grant.requester(), new AssertedUser(grant.user(), declaration.role()), Capacity.STAFF);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("grant", grant.id());
        detail.put("reason_code", grant.reason());
        detail.put("reason", declaration.reason());
        detail.put("relationship", declaration.relationship());
        detail.put("until", grant.until());
        return AuditEntry.of(
                        AuditType.BREAK_GLASS_DECLARED,
                        actor,
                        "declared",
                        grant.requester() + " declared an emergency about one patient, until " + grant.until() + ".")
                .about(grant.whose().named())
                .forPurpose(PURPOSE)
                .with(detail);
    }

    static AuditEntry ended(Grant grant, AuditActor actor, String reason) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("grant", grant.id());
        detail.put("reason", reason);
        return AuditEntry.of(
                        AuditType.BREAK_GLASS_ENDED,
                        actor,
                        "ended",
                        "The emergency that " + grant.requester()
                                + " had declared about one patient was ended before its time.")
                .concerning(List.of(grant.requester()))
                .about(grant.whose().named())
                .forPurpose(PURPOSE)
                .with(detail);
    }
}
