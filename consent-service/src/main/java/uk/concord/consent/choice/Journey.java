package uk.concord.consent.choice;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.choice.Limit.What;
import uk.concord.kernel.preference.Effect;

/** The two ways through the questions, each a part of the pages' addresses. */
enum Journey {
    CARE("care-pages-1"),
    RESEARCH("research-pages-1");

    static final String START = "/choices";
    static final String DONE = START + "/done";
    static final String UNDO_WORDING = "undo-pages-1";

    private final String wording;

    Journey(String wording) {
        this.wording = wording;
    }

    /** The id of the text that these pages show. */
    String wording() {
        return wording;
    }

    String path() {
        return START + "/" + name().toLowerCase(Locale.ROOT);
    }

    String checkPath() {
        return path() + "/check";
    }

    /** The page of a limit, such as {@code kinds}. */
    static String limitPath(int number, String page) {
        return CARE.path() + "/limits/" + number + "/" + page;
    }

    /** The first question that isn't answered, or the page to check all answers. */
    String next(Answers answers, LocalDate today) {
        if (answers.sharing() == null) {
            return path();
        }
        return switch (answers.sharing()) {
            case YES -> checkPath();
            case BUT -> nextLimit(answers, today);
            case NO -> this == CARE && open(answers.ending(), today) ? path() + "/until" : checkPath();
        };
    }

    private String nextLimit(Answers answers, LocalDate today) {
        List<Limit> limits = answers.limits();
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            What what = limit.what();
            if (what == null) {
                return limitPath(i + 1, "what");
            } else if (what.asksOrganisations() && limit.organisations().isEmpty()) {
                return limitPath(i + 1, "organisations");
            } else if (what.asksKinds() && limit.kinds().isEmpty()) {
                return limitPath(i + 1, "kinds");
            } else if (open(limit.ending(), today)) {
                return limitPath(i + 1, "until");
            }
        }
        return limits.isEmpty() && answers.kept().stream().noneMatch(rule -> rule.effect() == Effect.DENY)
                ? limitPath(1, "what")
                : checkPath();
    }

    private static boolean open(@Nullable Ending ending, LocalDate today) {
        return ending == null || ending.isOver(today);
    }
}
