package uk.concord.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.CohortPeople;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.AlteredLine;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.SpreadsheetCell;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditType;

/** The records of an archive, a line for each (RFC 4180), for a spreadsheet. */
final class Overview {

    private static final String END = "\r\n";
    private static final List<String> TITLES = List.of(
            "place",
            "id",
            "recorded_at",
            "occurred_at",
            "type",
            "organisation",
            "role",
            "purpose",
            "outcome",
            "summary");

    private final List<String> namesOfOne;
    private final List<String> lines = new ArrayList<>();

    Overview(Whom whom) {
        this.namesOfOne = whom.names();
        lines.add(String.join(",", TITLES));
    }

    /** Adds a line. Of a question about many people it tells the answer about this one. */
    void add(StoredRecord record, RecordContent content) {
        RecordView view = RecordView.of(record, content);
        RecordView.User user = view.actor().user();
        line(
                String.valueOf(view.leafIndex()),
                view.id().toString(),
                view.recordedAt().toString(),
                view.occurredAt().toString(),
                view.type(),
                view.actor().organisation(),
                user == null ? null : user.role(),
                view.purpose(),
                view.type().equals(AuditType.COHORT_PART) ? answer(content) : view.outcome(),
                view.summary());
    }

    /** Adds a line for a record that was altered: of what it says today nothing is told. */
    void addAltered(StoredRecord record) {
        line(
                String.valueOf(record.leafIndex()),
                record.entry().eventId().toString(),
                record.recordedAt().toString(),
                null,
                "altered",
                null,
                null,
                null,
                null,
                AlteredLine.SUMMARY);
    }

    private void line(@Nullable String... cells) {
        lines.add(Stream.of(cells).map(Overview::cell).collect(Collectors.joining(",")));
    }

    private String answer(RecordContent content) {
        return CohortPeople.answerAbout(content.detail(), namesOfOne)
                .map(answer -> answer.path("outcome"))
                .map(JsonNode::asText)
                .orElseThrow(() -> new IllegalStateException(
                        "a part of a cohort is found by those whom it names; run the verifier"));
    }

    private static String cell(@Nullable String value) {
        return value == null ? "" : SpreadsheetCell.of(value);
    }

    String csv() {
        return String.join(END, lines) + END;
    }
}
