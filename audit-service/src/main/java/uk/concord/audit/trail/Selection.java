package uk.concord.audit.trail;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditPatient;

/** Records that an officer has chosen, all of which that officer may see, in the ledger's order. */
public final class Selection {

    private final List<Member> members;
    private final Viewer viewer;

    Selection(List<Member> members, Viewer viewer) {
        this.members = List.copyOf(members);
        this.viewer = viewer;
    }

    /**
     * One of the records.
     *
     * @param patient whom it is about, if one person
     */
    public record Member(UUID id, long leafIndex, @Nullable AuditPatient patient) {}

    /** The records, each once, oldest first. */
    public List<Member> members() {
        return members;
    }

    /** Their ids, in the same order. */
    public List<UUID> ids() {
        return members.stream().map(Member::id).toList();
    }

    Viewer viewer() {
        return viewer;
    }

    /** The one person whom all of them are about, if there is one. */
    Optional<AuditPatient> patient() {
        List<Optional<AuditPatient>> patients = members.stream()
                .map(member -> Optional.ofNullable(member.patient()))
                .distinct()
                .toList();
        return patients.size() == 1 ? patients.getFirst() : Optional.empty();
    }
}
