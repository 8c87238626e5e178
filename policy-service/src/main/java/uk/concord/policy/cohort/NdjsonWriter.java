package uk.concord.policy.cohort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import uk.concord.kernel.problem.ProblemException;

/** A line for the beginning, one for each different answer before it is first referred to, one for each row, one for the end. */
final class NdjsonWriter implements AnswerWriter {

    private final ObjectMapper json;
    private final boolean listed;
    private int told;

    /** @param listed whether each row is answered; of everybody only those are named who may be shared */
    NdjsonWriter(ObjectMapper json, boolean listed) {
        this.json = json;
        this.listed = listed;
    }

    @Override
    public byte[] beginning(CohortHead head) {
        return line(new Bytes(), Map.of("cohort", head)).all();
    }

    @Override
    public byte[] part(Part part, AnswerTable table) {
        Bytes out = new Bytes();
        for (; told < table.size(); told++) {
            ObjectNode answer = json.createObjectNode().put("answer", told);
            answer.setAll((ObjectNode) json.valueToTree(table.answer(told)));
            line(out, answer);
        }
        for (int i = 0; i < part.count(); i++) {
            if (part.isFault(i)) {
                fault(out, part, i);
            } else if (listed || table.answer(part.answer(i)).decision()) {
                out.sign('{');
                if (listed) {
                    out.text("\"row\":").number(part.line(i)).sign(',');
                }
                out.text("\"nhs_number\":\"")
                        .nhsNumber(part.number(i))
                        .text("\",\"decision\":")
                        .text(table.answer(part.answer(i)).decision() ? "true" : "false")
                        .text(",\"answer\":")
                        .number(part.answer(i))
                        .text("}\n");
            }
        }
        return out.all();
    }

    private void fault(Bytes out, Part part, int i) {
        if (listed) {
            Fault fault = Fault.ofNumber(part.number(i));
            out.text("{\"row\":")
                    .number(part.line(i))
                    .text(",\"error\":\"")
                    .text(fault.code())
                    .text("\",\"detail\":\"")
                    .text(fault.text())
                    .text("\"}\n");
        }
    }

    @Override
    public byte[] end(Totals totals) {
        return line(new Bytes(), Map.of("end", ending("complete", totals))).all();
    }

    @Override
    public byte[] brokenOff(Totals totals, ProblemException why) {
        ObjectNode ending = ending("broken-off", totals);
        ending.putObject("problem")
                .put("type", why.type().uri())
                .put("title", why.type().title())
                .put("status", why.type().status())
                .put("detail", why.detail());
        return line(new Bytes(), Map.of("end", ending)).all();
    }

    private ObjectNode ending(String status, Totals totals) {
        ObjectNode ending = json.createObjectNode().put("status", status);
        ending.setAll((ObjectNode) json.valueToTree(totals));
        return ending;
    }

    private Bytes line(Bytes out, Object value) {
        try {
            return out.raw(json.writeValueAsBytes(value)).sign('\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can always be written as JSON", e);
        }
    }
}
