package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.decision.Decisions.Outcome;

/**
 * Several questions in one request (AuthZEN 1.0 §7). Whole members of the request stand in for those that an item leaves out; an
 * item's own member replaces the request's wholly. What is wrong with one item denies that item alone.
 */
@ApplicationScoped
class Evaluations {

    private static final List<String> MEMBERS = List.of("subject", "action", "resource", "context");

    private final QuestionReader reader;
    private final Decisions decisions;
    private final AccessSettings settings;

    Evaluations(QuestionReader reader, Decisions decisions, AccessSettings settings) {
        this.reader = reader;
        this.decisions = decisions;
        this.settings = settings;
    }

    /** An item of the answer: a decision, or a deny that says what went wrong. */
    sealed interface Item {

        boolean decision();

        /** It was decided. */
        record Decided(EvaluationAnswer answer) implements Item {
            @Override
            public boolean decision() {
                return answer.decision();
            }
        }

        /** It was not decided, which is a deny to whoever reads the boolean only. */
        record Failed(int status, String message) implements Item {
            @Override
            public boolean decision() {
                return false;
            }
        }
    }

    /**
     * The items that the request asks about; none if it is a single question.
     *
     * @throws ProblemException 400 if they aren't a list, or are too many
     */
    List<JsonNode> items(JsonNode root) {
        JsonNode list = root.path("evaluations");
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw Member.invalid("evaluations must be an array of objects.");
        }
        if (list.size() > settings.mostEvaluations()) {
            throw Member.invalid("evaluations holds " + list.size() + " questions; at most "
                    + settings.mostEvaluations() + " may be asked at once. Ask in several requests, or use"
                    + " /access/v1/cohort for one question about many patients.");
        }
        List<JsonNode> items = new ArrayList<>(list.size());
        list.forEach(items::add);
        demandBounded(root, items);
        return items;
    }

    // A small body can name a large member once for many questions, and each of them is evaluated and recorded with it.
    private void demandBounded(JsonNode root, List<JsonNode> items) {
        long together = 0;
        for (String member : MEMBERS) {
            JsonNode given = root.path(member);
            if (!given.isMissingNode()) {
                long taken = items.stream()
                        .filter(item -> item.path(member).isMissingNode()
                                || item.path(member).isNull())
                        .count();
                together += taken == 0 ? 0 : taken * given.toString().length();
            }
        }
        if (together > settings.mostTogether()) {
            throw Member.invalid("What evaluations take over from the request's own members comes to " + together
                    + " characters together; at most " + settings.mostTogether()
                    + " may be asked at once. Name less, or ask in several requests.");
        }
    }

    /** The answers in the order of the items, as far as the semantic goes. */
    List<Item> answer(JsonNode root, List<JsonNode> items, Semantic semantic, String client, String subject) {
        List<Object> read = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            read.add(read(root, items.get(index), index));
        }
        return semantic == Semantic.EXECUTE_ALL
                ? all(read, client, subject)
                : untilDecided(read, semantic, client, subject);
    }

    // A Question, or the Item that it failed to become.
    private Object read(JsonNode root, JsonNode item, int index) {
        try {
            if (!item.isObject()) {
                throw Member.invalid("evaluations[" + index + "] must be an object.");
            }
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            for (String member : MEMBERS) {
                JsonNode own = item.path(member);
                JsonNode chosen = own.isMissingNode() || own.isNull() ? root.path(member) : own;
                if (!chosen.isMissingNode()) {
                    whole.set(member, chosen);
                }
            }
            return reader.question(new Member("evaluations[" + index + "]", whole));
        } catch (ProblemException e) {
            return failed(e);
        }
    }

    private List<Item> all(List<Object> read, String client, String subject) {
        List<Question> questions = read.stream()
                .filter(Question.class::isInstance)
                .map(Question.class::cast)
                .toList();
        var outcomes = decisions.decideAll(questions, client, subject).iterator();
        return read.stream()
                .map(one -> one instanceof Item failed ? failed : item(outcomes.next()))
                .toList();
    }

    // One after the other: what comes after the deciding item isn't asked, so it isn't decided and isn't on record.
    private List<Item> untilDecided(List<Object> read, Semantic semantic, String client, String subject) {
        List<Item> items = new ArrayList<>();
        for (Object one : read) {
            Item item = one instanceof Question question
                    ? item(decisions
                            .decideAll(List.of(question), client, subject)
                            .getFirst())
                    : (Item) one;
            items.add(item);
            if (semantic.endsWith(item.decision())) {
                break;
            }
        }
        return items;
    }

    private static Item item(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided decided -> new Item.Decided(EvaluationAnswer.of(decided.decision()));
            case Outcome.Failed failed -> failed(failed.problem());
        };
    }

    private static Item failed(ProblemException problem) {
        return new Item.Failed(problem.type().status(), problem.detail());
    }
}
