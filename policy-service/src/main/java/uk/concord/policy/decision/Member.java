package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** A member of the question's JSON with the path to it, so that each refusal can name what is wrong. */
record Member(String path, JsonNode value) {

    private static final int LONGEST = 256;
    private static final int MOST = 200;

    /** An object that must be there. */
    Member object(String name) {
        return optionalObject(name).orElseThrow(() -> invalid(at(name) + " is missing: it must be an object."));
    }

    /** An object that may be absent or null. */
    Optional<Member> optionalObject(String name) {
        return present(name).map(found -> {
            if (!found.value().isObject()) {
                throw invalid(found.path() + " must be an object.");
            }
            return found;
        });
    }

    /** A text that must be there and may not be empty. */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> invalid(at(name) + " is missing: it must be a string."));
    }

    /** A text that may be absent or null. */
    Optional<String> optionalText(String name) {
        return present(name).map(found -> found.asText());
    }

    /** A list of texts with at least one in it: distinct, and in order. */
    List<String> texts(String name) {
        List<String> texts = optionalTexts(name);
        if (texts.isEmpty()) {
            throw invalid(at(name) + " must be an array that names at least one.");
        }
        return texts;
    }

    /** A list of texts that may be absent or null: distinct, and in order. */
    List<String> optionalTexts(String name) {
        return optionalTexts(name, MOST);
    }

    /** The same, of at most so many. */
    List<String> optionalTexts(String name, int most) {
        Optional<Member> list = present(name);
        if (list.isEmpty()) {
            return List.of();
        }
        JsonNode array = list.get().value();
        if (!array.isArray() || array.size() > most) {
            throw invalid(at(name) + " must be an array of at most " + most + " strings.");
        }
        TreeSet<String> texts = new TreeSet<>();
        for (JsonNode element : array) {
            texts.add(new Member(at(name) + "[]", element).asText());
        }
        return List.copyOf(texts);
    }

    /** A revision: a whole number from 0, that may be absent or null. */
    Optional<Long> optionalRevision(String name) {
        return present(name).map(found -> {
            if (!found.value().isIntegralNumber()
                    || !found.value().canConvertToLong()
                    || found.value().longValue() < 0) {
                throw invalid(found.path() + " must be a whole number from 0.");
            }
            return found.value().longValue();
        });
    }

    private String asText() {
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > LONGEST) {
            throw invalid(path + " must be a string of 1 to " + LONGEST + " characters.");
        }
        return value.textValue();
    }

    private Optional<Member> present(String name) {
        JsonNode found = value.path(name);
        return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(new Member(at(name), found));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.INVALID_REQUEST, what);
    }
}
