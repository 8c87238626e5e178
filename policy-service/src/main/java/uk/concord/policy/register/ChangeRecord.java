package uk.concord.policy.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.identity.OdsCode;

/** Makes the audit record of a change: which things, and which of their members. What they said then is in their versions. */
@ApplicationScoped
class ChangeRecord {

    // An audit record must stay small; the versions themselves are in the database.
    private static final int NAMED = 50;

    private final RegisterJson json;

    ChangeRecord(RegisterJson json) {
        this.json = json;
    }

    AuditEntry of(RegisterSnapshot before, List<? extends RegisterThing> changed, long revision, Change change) {
        List<? extends RegisterThing> named = changed.stream().limit(NAMED).toList();
        Map<String, Object> detail = new HashMap<>();
        detail.put("register_revision", revision);
        detail.put("changed_count", changed.size());
        detail.put("changed", named.stream().map(RegisterEntry::address).toList());
        detail.put("changes", named.stream().map(thing -> change(before, thing)).toList());
        if (change.reason() != null) {
            detail.put("reason", change.reason());
        }
        return AuditEntry.of(AuditType.REGISTER_CHANGE, change.actor(), "changed", change.summary())
                .concerning(concerned(named))
                .with(detail);
    }

    private Map<String, Object> change(RegisterSnapshot before, RegisterThing thing) {
        Map<String, Object> change = new HashMap<>();
        change.put("thing", RegisterEntry.address(thing));
        Optional<RegisterThing> old = before.find(thing.kind(), thing.key());
        change.put("what", old.isPresent() ? "changed" : "created");
        old.ifPresent(was -> change.put("members", List.copyOf(differing(json.tree(was), json.tree(thing)))));
        if (thing instanceof Agreement now
                && old.orElse(null) instanceof Agreement then
                && now.status() != then.status()) {
            change.put("status", json.tree(now).get("status").asText());
            change.put("status_before", json.tree(then).get("status").asText());
        }
        return change;
    }

    private static SortedSet<String> differing(ObjectNode was, ObjectNode is) {
        SortedSet<String> members = new TreeSet<>();
        was.fieldNames().forEachRemaining(members::add);
        is.fieldNames().forEachRemaining(members::add);
        members.removeIf(member -> was.path(member).equals(is.path(member)));
        return members;
    }

    // An agreement's change belongs to the organisations that it names.
    private static List<OdsCode> concerned(List<? extends RegisterThing> changed) {
        List<OdsCode> concerned = new ArrayList<>();
        for (RegisterThing thing : changed) {
            if (thing instanceof Agreement agreement) {
                concerned.addAll(agreement.custodians().organisations());
                concerned.addAll(agreement.requesters().organisations());
            }
        }
        return concerned.stream().distinct().limit(NAMED).toList();
    }
}
