package uk.concord.policy.release;

import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.Revisions;

/** Keeps the releases: drafts are added, and one after the other is put live, never an older one than the one before. */
@ApplicationScoped
public class Releases {

    private static final String SERVICE = "policy-service";

    private final Revisions revisions;
    private final ShippedRules shipped;
    private final Outbox outbox;
    private final Clock clock;

    Releases(Revisions revisions, ShippedRules shipped, Outbox outbox, Clock clock) {
        this.revisions = revisions;
        this.shipped = shipped;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Puts the shipped rules live as release 1 where there is none yet. */
    @Transactional
    void packFirst(@Observes @Priority(100) StartupEvent event) {
        if (revisions.lock(Part.RELEASE) == 0 && Release.count() == 0) {
            AuditActor self = new AuditActor(SERVICE, SERVICE, null, null, Capacity.SYSTEM);
            Release first = store(1, null, "The rules that policy-service ships with", shipped.files(), self);
            approve(first, self, "Put the shipped rules live as release 1");
        }
    }

    /** The files of the live release. */
    @Transactional
    public ReleaseFiles live() {
        return ReleaseFile.of(revisions.holdStill(Part.RELEASE));
    }

    @Transactional
    List<ReleaseSummary> all() {
        long live = revisions.holdStill(Part.RELEASE);
        List<Release> releases = Release.listAll(Sort.by("number"));
        return releases.stream()
                .map(release -> ReleaseSummary.of(release, live, null))
                .toList();
    }

    /**
     * @throws ProblemException 404 if there is none with this number
     */
    @Transactional
    ReleaseSummary one(long number) {
        long live = revisions.holdStill(Part.RELEASE);
        return ReleaseSummary.of(find(number), live, ReleaseFile.of(number).files());
    }

    /** The live release, without its files. */
    @Transactional
    public ReleaseSummary current() {
        long live = revisions.holdStill(Part.RELEASE);
        return ReleaseSummary.of(find(live), live, null);
    }

    /**
     * The files that a draft comes to.
     *
     * @throws ProblemException 404 if it is based on a release that isn't there
     */
    @Transactional
    SortedMap<String, String> merged(Draft draft) {
        TreeMap<String, String> files = new TreeMap<>();
        if (draft.basedOn() != null) {
            files.putAll(ReleaseFile.of(find(draft.basedOn()).number).files());
        }
        Map<String, @Nullable String> changed = draft.files() == null ? Map.of() : draft.files();
        changed.forEach((path, text) -> {
            if (text == null) {
                files.remove(path);
            } else {
                files.put(path, text);
            }
        });
        return files;
    }

    /** Keeps a draft under the next number. */
    @Transactional
    ReleaseSummary draft(Draft draft, String note, SortedMap<String, String> files, AuditActor author) {
        long live = revisions.lock(Part.RELEASE);
        long number = Release.count() + 1;
        Release release = store(number, draft.basedOn(), note, files, author);
        record(author, "drafted", "Drafted release " + number + " of the rules", release);
        return ReleaseSummary.of(release, live, null);
    }

    /**
     * Puts a draft live.
     *
     * @throws ProblemException 403 for its author; 404 if there is none; 409 if it or a later one was live already
     */
    @Transactional
    ReleaseSummary approve(long number, AuditActor approver) {
        long live = revisions.lock(Part.RELEASE);
        Release release = find(number);
        if (number <= live) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Release " + live
                            + " is live, and releases only go forward. To go back, draft a new release that is"
                            + " based on the older one.");
        }
        if (release.authorSubject.equals(approver.subject())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "A second person must approve a release, not the one who drafted it.");
        }
        approve(release, approver, "Put release " + number + " of the rules live");
        return ReleaseSummary.of(release, number, null);
    }

    private Release store(
            long number, @Nullable Long basedOn, String note, SortedMap<String, String> files, AuditActor author) {
        Release release = new Release();
        release.number = number;
        release.note = note;
        release.basedOn = basedOn;
        release.authorClient = author.client();
        release.authorSubject = author.subject();
        release.draftedAt = clock.instant();
        release.persist();
        Release.flush();
        files.forEach((path, text) -> {
            ReleaseFile file = new ReleaseFile();
            file.release = number;
            file.path = path;
            file.content = text;
            file.persist();
        });
        return release;
    }

    private void approve(Release release, AuditActor approver, String summary) {
        release.approverClient = approver.client();
        release.approverSubject = approver.subject();
        release.approvedAt = clock.instant();
        revisions.move(Part.RELEASE, release.number);
        record(approver, "approved", summary, release);
    }

    private void record(AuditActor actor, String outcome, String summary, Release release) {
        outbox.append(AuditEntry.of(AuditType.RELEASE_CHANGE, actor, outcome, summary)
                .with(Map.of("release", release.number, "note", release.note)));
    }

    private static Release find(long number) {
        @Nullable Release release = Release.findById(number);
        if (release == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no release with this number.");
        }
        return release;
    }
}
