package uk.concord.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.CohortPeople;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.patient.Whom;
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
        this.namesOfOne = Stream.of(whom.patient(), whom.pseudonym())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
        lines.add(String.join(",", TITLES));
    }

    /** Adds a line, and returns the record's type. Of a question about many people it tells the answer about this one. */
    String add(StoredRecord record) {
        RecordView view = RecordView.of(record);
        RecordView.User user = view.actor().user();
        lines.add(Stream.of(
                        String.valueOf(view.leafIndex()),
                        view.id().toString(),
                        view.recordedAt().toString(),
                        view.occurredAt().toString(),
                        view.type(),
                        view.actor().organisation(),
                        user == null ? null : user.role(),
                        view.purpose(),
                        view.type().equals(AuditType.COHORT_PART) ? answer(record) : view.outcome(),
                        view.summary())
                .map(Overview::cell)
                .collect(Collectors.joining(",")));
        return view.type();
    }

    private String answer(StoredRecord record) {
        try {
            return CohortPeople.answerAbout(RecordReader.tree(record.body()).path("detail"), namesOfOne)
                    .map(answer -> answer.path("outcome"))
                    .map(JsonNode::asText)
                    .orElseThrow(() -> new IllegalStateException(
                            "a part of a cohort is found by those whom it names; run the verifier"));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("a record could be read when it was recorded; run the verifier", e);
        }
    }

    private static String cell(@Nullable String value) {
        return value == null ? "" : SpreadsheetCell.of(value);
    }

    String csv() {
        return String.join(END, lines) + END;
    }
}
