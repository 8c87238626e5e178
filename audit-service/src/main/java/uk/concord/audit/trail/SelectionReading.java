package uk.concord.audit.trail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import uk.concord.audit.retention.ErasedRecord;
import uk.concord.audit.retention.Erasures;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** How officers read many records that they have chosen: within what they may see, and never without a record of it. */
@ApplicationScoped
public class SelectionReading {

    private final SelectedRecords selected;
    private final Records records;
    private final Erasures erasures;
    private final ReadingTrail trail;
    private final Caller caller;

    SelectionReading(SelectedRecords selected, Records records, Erasures erasures, ReadingTrail trail, Caller caller) {
        this.selected = selected;
        this.records = records;
        this.erasures = erasures;
        this.trail = trail;
        this.caller = caller;
    }

    /**
     * The records with these ids.
     *
     * @throws ErasedSelectionException 410 that names those that were erased, if some were, which is recorded
     * @throws ProblemException 404 that names none if one isn't there for the caller, which is recorded; 403 for an officer who may
     *     see no records at all
     */
    public Selection withIds(Set<UUID> ids) {
        Viewer viewer = Viewer.of(caller);
        return whole(
                new Selection(selected.withIds(ids, viewer), viewer),
                ids.size(),
                Map.of("records", ids),
                () -> erasures.withIds(ids));
    }

    /**
     * The records at these places.
     *
     * @throws ErasedSelectionException as {@link #withIds}
     * @throws ProblemException as {@link #withIds}
     */
    public Selection at(Set<Long> places) {
        Viewer viewer = Viewer.of(caller);
        return whole(
                new Selection(selected.at(places, viewer), viewer),
                places.size(),
                Map.of("places", places),
                () -> erasures.at(places));
    }

    private Selection whole(
            Selection selection, int wanted, Map<String, Object> named, Supplier<List<ErasedRecord>> left) {
        if (selection.members().size() == wanted) {
            return selection;
        }
        throw missing(named, left.get());
    }

    /** Records that some of the records aren't there, and gives the answer. */
    private ProblemException missing(Map<String, Object> named, List<ErasedRecord> erased) {
        Map<String, Object> detail = new LinkedHashMap<>(named);
        detail.put("form", "evidence");
        // Any officer is told, as when she asks for one of them alone.
        if (!erased.isEmpty()) {
            trail.record(
                    AuditActor.Capacity.STAFF,
                    "erased",
                    "An officer chose records of which some were erased.",
                    null,
                    detail);
            return new ErasedSelectionException(erased);
        }
        trail.record(
                AuditActor.Capacity.STAFF,
                "not-found",
                "An officer chose records of which one isn't there, or isn't for that officer to see.",
                null,
                detail);
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "At least one of the chosen records isn't there, or isn't for you to see. Search for the records again and choose anew.");
    }

    /**
     * Each of the records as it is shown, when the record of the reading is safe.
     *
     * @throws ProblemException as {@link #withIds}, if some were erased since they were chosen
     */
    public <T> List<T> show(Selection selection, Function<StoredRecord, T> view) {
        List<T> shown = selection.members().stream()
                .map(member -> view.apply(read(selection, member)))
                .toList();
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer looked at the records chosen for an evidence pack.",
                selection.patient().orElse(null),
                Map.of("form", "evidence", "records", selection.ids()));
        return shown;
    }

    /**
     * All of the records, whole, in the ledger's order: what is erased later is in them still. They may be given to nobody before
     * {@link #takeOut} has returned.
     *
     * @param most the size of their bodies together, in bytes
     * @throws LargeSelectionException 400 if they are larger
     * @throws ProblemException as {@link #withIds}, if some were erased since they were chosen
     */
    public List<StoredRecord> read(Selection selection, long most) {
        List<StoredRecord> whole = new ArrayList<>();
        long size = 0;
        for (Selection.Member member : selection.members()) {
            StoredRecord record = read(selection, member);
            size += record.body().length;
            if (size > most) {
                throw new LargeSelectionException(most);
            }
            whole.add(record);
        }
        return List.copyOf(whole);
    }

    /**
     * Records that the caller takes the records out as evidence.
     *
     * @param reference the case
     * @param size of the checkpoint that they are proven against
     */
    public AuditRecord takeOut(Selection selection, String reference, String reason, long size) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("form", "evidence-pack");
        detail.put("case", reference);
        detail.put("reason", reason);
        detail.put("tree_size", size);
        detail.put("records", selection.ids());
        return trail.record(
                AuditActor.Capacity.STAFF,
                "exported",
                "An officer took audit records out as evidence for a case.",
                selection.patient().orElse(null),
                detail);
    }

    private StoredRecord read(Selection selection, Selection.Member member) {
        return records.find(member.id(), selection.viewer())
                .orElseThrow(() -> missing(Map.of("records", selection.ids()), erasures.withIds(selection.ids())));
    }
}
