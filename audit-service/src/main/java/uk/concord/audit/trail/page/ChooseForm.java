package uk.concord.audit.trail.page;

import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What is ticked among the results of a search, with that search and what was chosen before. */
final class ChooseForm {

    /** Places in the ledger. */
    @RestForm
    @Nullable
    List<String> record;

    @RestForm
    @Nullable
    String pack;

    @RestForm
    @Nullable
    String patient;

    @RestForm
    @Nullable
    String pseudonym;

    @RestForm
    @Nullable
    String person;

    @RestForm
    @Nullable
    String client;

    @RestForm
    @Nullable
    String organisation;

    @RestForm
    @Nullable
    String purpose;

    @RestForm
    @Nullable
    String outcome;

    @RestForm
    @Nullable
    String type;

    @RestForm
    @Nullable
    String from;

    @RestForm
    @Nullable
    String to;

    @RestForm
    @Nullable
    String after;

    /** The search whose results these are. */
    SearchAddress address() {
        return new SearchAddress(
                text(patient),
                text(pseudonym),
                text(person),
                text(client),
                text(organisation),
                text(purpose),
                text(outcome),
                text(type),
                text(from),
                text(to));
    }

    /** The place behind which these results begin; nothing for the newest. */
    @Nullable
    String after() {
        return text(after).isEmpty() ? null : after;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
