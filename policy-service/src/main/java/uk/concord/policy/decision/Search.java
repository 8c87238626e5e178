package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.decision.Decisions.Outcome;
import uk.concord.policy.register.PartnerSystem;

/**
 * Subject, resource and action search (AuthZEN 1.0 §8). Each candidate is asked about like any question, and each of these decisions
 * is on record; the answer names those that are permitted.
 */
@ApplicationScoped
class Search {

    private static final int FORBIDDEN = 403;

    private final Candidates candidates;
    private final QuestionReader reader;
    private final Decisions decisions;
    private final PageTokens tokens;
    private final AccessSettings settings;
    private final ObjectMapper canonical;

    Search(
            Candidates candidates,
            QuestionReader reader,
            Decisions decisions,
            PageTokens tokens,
            AccessSettings settings,
            ObjectMapper json) {
        this.candidates = candidates;
        this.reader = reader;
        this.decisions = decisions;
        this.tokens = tokens;
        this.settings = settings;
        this.canonical = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /**
     * One page of what may be found.
     *
     * @throws ProblemException 400 for a request that isn't one, a changed or a forged token; 503 if a candidate can't be decided
     */
    SearchAnswer find(SearchKind kind, JsonNode root, PartnerSystem system, String subject) {
        Member request = new Member("", root);
        demandInputs(kind, request);
        Optional<Member> page = request.optionalObject("page");
        byte[] form = canonicalForm(kind, root);
        int from = page.flatMap(it -> it.optionalText("token"))
                .filter(token -> !token.isEmpty())
                .map(token -> tokens.position(token, system.clientId(), form))
                .orElse(0);
        int limit = page.flatMap(it -> it.optionalRevision("limit"))
                .map(wished -> (int) Math.clamp(wished, 1, settings.longestPage()))
                .orElse(settings.longestPage());
        List<ObjectNode> all = candidates.of(kind, root, system);
        List<ObjectNode> asked = all.subList(Math.min(from, all.size()), Math.min(from + limit, all.size()));
        List<SearchAnswer.Found> found = permitted(kind, root, asked, system.clientId(), subject);
        String next = from + limit < all.size() ? tokens.at(from + limit, system.clientId(), form) : "";
        return SearchAnswer.of(found, page.isPresent() || !next.isEmpty(), next);
    }

    // What is searched for needs its type only; everything else must be whole. A type or an id that nobody knows finds
    // nothing.
    private static void demandInputs(SearchKind kind, Member request) {
        if (kind != SearchKind.ACTION) {
            Member action = request.object("action");
            action.text("name");
            request.object(kind.member()).text("type");
        }
        for (SearchKind other : List.of(SearchKind.SUBJECT, SearchKind.RESOURCE)) {
            if (other != kind) {
                Member entity = request.object(other.member());
                entity.text("type");
                entity.text("id");
            }
        }
    }

    private List<SearchAnswer.Found> permitted(
            SearchKind kind, JsonNode root, List<ObjectNode> asked, String client, String subject) {
        List<Question> questions = new ArrayList<>(asked.size());
        for (int index = 0; index < asked.size(); index++) {
            ObjectNode question = root.deepCopy();
            question.set(kind.member(), asked.get(index));
            questions.add(reader.question(new Member("", question)));
        }
        List<Outcome> outcomes = decisions.decideAll(questions, client, subject);
        List<SearchAnswer.Found> found = new ArrayList<>();
        for (int index = 0; index < outcomes.size(); index++) {
            switch (outcomes.get(index)) {
                case Outcome.Decided decided -> {
                    if (decided.decision().answer().decision()) {
                        found.add(SearchAnswer.found(kind, asked.get(index)));
                    }
                }
                case Outcome.Failed failed -> {
                    // One that this caller may not ask about isn't found; whom it asks for itself must be its own.
                    if (kind != SearchKind.SUBJECT || failed.problem().type().status() != FORBIDDEN) {
                        throw failed.problem();
                    }
                }
            }
        }
        return found;
    }

    // Without the page: how much of it is told at once doesn't change what the search is.
    private byte[] canonicalForm(SearchKind kind, JsonNode root) {
        try {
            ObjectNode whole = root.deepCopy();
            whole.remove("page");
            whole.put("search", kind.member());
            @Nullable Object sorted = canonical.treeToValue(whole, Object.class);
            return canonical.writeValueAsBytes(sorted);
        } catch (IOException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }
}
