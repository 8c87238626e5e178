package uk.concord.consent.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.audit.AuditType;

/** What the audit keeps of a change: what was said before and after under each scheme that changed. */
final class ChangeRecord {

    private ChangeRecord() {}

    /** One scheme's latest version before the change, if there was one, and after it. */
    record Step(@Nullable PreferenceVersion before, PreferenceVersion after) {}

    static AuditEntry of(
            RegisteredPatient before, RegisteredPatient after, List<Step> steps, String wording, Author author) {
        List<Map<String, Object>> changes = new ArrayList<>();
        for (Step step : steps) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("scheme", step.after().scheme());
            if (step.before() != null) {
                change.put("before", said(step.before()));
            }
            change.put("after", said(step.after()));
            changes.add(change);
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("revision_before", before.revision());
        detail.put("revision_after", after.revision());
        detail.put("changes", changes);
        detail.put("wording", wording);
        detail.put("channel", author.channel());
        detail.put("evidence", author.evidence());
        return AuditEntry.of(AuditType.PREFERENCE_CHANGE, author.actor(), "changed", summary(steps.size()))
                .about(AuditPatient.registered(after.id()))
                .with(detail);
    }

    private static String summary(int schemes) {
        return "The patient changed how their information may be shared, under "
                + (schemes == 1 ? "one scheme." : schemes + " schemes.");
    }

    private static Map<String, Object> said(PreferenceVersion version) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("version", version.version());
        said.put("state", version.state());
        if (version.effect() != null) {
            said.put("effect", version.effect());
            said.put("exceptions", version.exceptions());
        }
        return said;
    }
}
