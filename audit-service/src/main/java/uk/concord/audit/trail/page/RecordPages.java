package uk.concord.audit.trail.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.names.Names;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.audit.trail.TrailReading;
import uk.concord.audit.verify.RecordCheck;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.page.PageTimes;

/** Makes the page of one record. */
@ApplicationScoped
class RecordPages {

    private final PublishedLog log;
    private final RecordCheck check;
    private final Names names;

    RecordPages(PublishedLog log, RecordCheck check, Names names) {
        this.log = log;
        this.check = check;
        this.names = names;
    }

    RecordPage of(TrailReading.WithRelated opened, Choice choice) {
        return of(opened, choice, RecordPage.Checked.NOT);
    }

    RecordPage checked(TrailReading.WithRelated opened, Choice choice) {
        StoredRecord record = opened.record();
        return of(opened, choice, said(check.check(record.leafIndex(), record.entry(), record.salt(), record.body())));
    }

    private RecordPage of(TrailReading.WithRelated opened, Choice choice, RecordPage.Checked checked) {
        StoredRecord record = opened.record();
        return record.content()
                .map(content -> told(opened, content, choice, checked))
                .orElseGet(() -> altered(record, choice, checked));
    }

    private RecordPage told(
            TrailReading.WithRelated opened, RecordContent content, Choice choice, RecordPage.Checked checked) {
        StoredRecord record = opened.record();
        RegisterNames current = names.current();
        RecordView view = RecordView.of(record, content);
        RecordStory story = new RecordStory(view, content.tree(), current);
        return new RecordPage(
                record.entry().eventId().toString(),
                Words.type(view.type()),
                current.spoken(view.summary()),
                Words.outcome(view.outcome()),
                Words.tag(view.outcome()),
                story.sections(),
                story.reasons(),
                opened.related().stream()
                        .map(other -> ResultLine.of(other, current))
                        .toList(),
                view.type().equals(AuditType.COHORT_PART) ? "" : new String(record.body(), StandardCharsets.UTF_8),
                record.leafIndex() + 1,
                record.recordedAt(),
                false,
                signature(record),
                checked,
                choice);
    }

    private RecordPage altered(StoredRecord record, Choice choice, RecordPage.Checked checked) {
        return new RecordPage(
                record.entry().eventId().toString(),
                Words.ALTERED_RECORD,
                "What this record says today isn’t what was recorded, so it isn’t told here.",
                Words.ALTERED,
                Words.ALTERED_TAG,
                List.of(),
                List.of(),
                List.of(),
                "",
                record.leafIndex() + 1,
                record.recordedAt(),
                true,
                signature(record),
                checked.heading().isEmpty() ? said(new RecordCheck.Result.Altered(RecordCheck.Fault.CONTENT)) : checked,
                choice);
    }

    private RecordPage.Signature signature(StoredRecord record) {
        Optional<StoredCheckpoints.Published> newest = log.newest();
        return newest.map(checkpoint -> new RecordPage.Signature(
                        checkpoint.size() > record.leafIndex(),
                        checkpoint.size(),
                        PageTimes.said(checkpoint.signedAt())))
                .orElse(new RecordPage.Signature(false, 0, ""));
    }

    private static RecordPage.Checked said(RecordCheck.Result result) {
        return switch (result) {
            case RecordCheck.Result.Whole whole ->
                new RecordPage.Checked(
                        true,
                        "This record is genuine",
                        List.of(
                                "It says today exactly what it said when it was recorded.",
                                "It is record " + whole.place() + " of the " + whole.size()
                                        + " that the ledger’s newest signature covers.",
                                "Nobody can have altered it since without this check failing."));
            case RecordCheck.Result.NotSignedYet none ->
                new RecordPage.Checked(
                        false,
                        "This record is too new to check",
                        List.of(
                                "No signature of the ledger covers it yet. That usually takes less than a second.",
                                "Check it again in a moment."));
            case RecordCheck.Result.Altered altered ->
                new RecordPage.Checked(
                        false,
                        "This record can’t be relied on",
                        List.of(
                                said(altered.fault()),
                                "Don’t use it as evidence. Tell the operator and the Caldicott Guardian.",
                                "Then check the whole ledger."));
        };
    }

    private static String said(RecordCheck.Fault fault) {
        return switch (fault) {
            case CONTENT -> "What it says today is not what was recorded: it was altered.";
            case SIGNATURE -> "The newest signature over the ledger was not made with the ledger’s key.";
            case LEDGER -> "The ledger is not the one that was signed: this record, or others, were replaced.";
        };
    }
}
