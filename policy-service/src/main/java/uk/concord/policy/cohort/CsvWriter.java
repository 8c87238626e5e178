package uk.concord.policy.cohort;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.decision.CohortAnswer;

/** RFC 4180: a heading and a line for each row. What has several values has them with a space between. */
final class CsvWriter implements AnswerWriter {

    private static final String HEADING = "row,nhs_number,decision,permitted,withheld,valid_until,reasons,error\r\n";

    private final boolean listed;
    private final List<String> answers = new ArrayList<>();

    CsvWriter(boolean listed) {
        this.listed = listed;
    }

    @Override
    public byte[] beginning(CohortHead head) {
        return new Bytes().text(HEADING).all();
    }

    @Override
    public byte[] part(Part part, AnswerTable table) {
        while (answers.size() < table.size()) {
            answers.add(line(table.answer(answers.size())));
        }
        Bytes out = new Bytes();
        for (int i = 0; i < part.count(); i++) {
            if (part.isFault(i)) {
                if (listed) {
                    out.number(part.line(i))
                            .text(",,,,,,,")
                            .text(Fault.ofNumber(part.number(i)).code())
                            .text("\r\n");
                }
            } else if (listed || table.answer(part.answer(i)).decision()) {
                out.text(listed ? Long.toString(part.line(i)) : "")
                        .sign(',')
                        .nhsNumber(part.number(i))
                        .text(answers.get(part.answer(i)));
            }
        }
        return out.all();
    }

    private static String line(CohortAnswer answer) {
        return "," + answer.decision() + "," + quoted(answer.permitted()) + "," + quoted(answer.withheld()) + ","
                + answer.validUntil() + "," + quoted(answer.reasonKeys()) + ",\r\n";
    }

    private static String quoted(List<String> values) {
        String joined = String.join(" ", values);
        boolean plain = joined.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? joined : "\"" + joined.replace("\"", "\"\"") + "\"";
    }

    @Override
    public byte[] end(Totals totals) {
        return new byte[0];
    }

    @Override
    public byte @Nullable [] brokenOff(Totals totals, ProblemException why) {
        return null;
    }
}
