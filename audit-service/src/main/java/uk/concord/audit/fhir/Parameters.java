package uk.concord.audit.fhir;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.input.PlainText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The parameters of a search, as they came. */
final class Parameters {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * Parameters of an address. Addresses end up in logs, so an NHS number is refused in one.
     *
     * @throws ProblemException 400 if there is an NHS number, or the query is malformed or holds control characters
     */
    static Parameters ofAddress(@Nullable String query) {
        if (query != null && NumbersInText.isIn(query)) {
            throw invalid(
                    "An NHS number never stands in an address. Send the search as POST /fhir/AuditEvent/_search, with"
                            + " its parameters as a form in the body.");
        }
        return new Parameters().and(query);
    }

    /**
     * These and those of a form.
     *
     * @throws ProblemException 400 if the form is malformed or holds control characters
     */
    Parameters and(@Nullable String form) {
        if (form == null || form.isBlank()) {
            return this;
        }
        for (String pair : form.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!PlainText.isUsable(name + value, "")) {
                throw invalid("The parameters hold control characters or broken ones. Leave them out.");
            }
            values.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
        }
        return this;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("The parameters aren't percent-encoded rightly.");
        }
    }

    /** All values of this parameter, which is taken out. */
    List<String> takeAll(String... names) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            List<String> taken = values.remove(name);
            if (taken != null) {
                all.addAll(taken);
            }
        }
        return all;
    }

    /** The only value of this parameter, in whichever of its spellings it came, which is taken out. */
    @Nullable
    String take(String... names) {
        List<String> all = takeAll(names);
        if (all.size() > 1) {
            throw invalid("The parameter " + names[0] + " is there more than once. Give it once.");
        }
        if (all.isEmpty()) {
            return null;
        }
        if (all.getFirst().isBlank()) {
            throw invalid("The parameter " + names[0] + " is empty. Give it a value, or leave it out.");
        }
        return all.getFirst();
    }

    /** @throws ProblemException 400 if anything is left: a misspelt filter would answer more than was asked */
    void demandNoMore(String known) {
        if (!values.isEmpty()) {
            throw invalid("There is a parameter here that isn't known. Known are " + known + ".");
        }
    }

    static String encoded(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
