package uk.concord.audit.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.page.Fault;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;

/** The form for a hold as somebody filled it in. Public for the templates' engine. */
public final class HoldForm {

    /** The ids of its fields. */
    static final String KIND = "kind-patient";

    static final String HELD = "held";
    static final String REASON = "reason";
    static final String REFERENCE = "reference";

    @RestForm
    public @Nullable String kind;

    @RestForm
    public @Nullable String held;

    @RestForm
    public @Nullable String reason;

    @RestForm
    public @Nullable String reference;

    /** What it asks for; nothing, and why, if it can't be meant. */
    Optional<HoldRequest> request(List<Fault> faults) {
        String value = held == null ? "" : held.strip();
        NhsNumber number = null;
        OdsCode organisation = null;
        UUID decision = null;
        List<@Nullable UUID> records = null;
        switch (kind == null ? "" : kind) {
            case "patient" -> number = number(value, faults);
            case "organisation" -> organisation = organisation(value, faults);
            case "decision" -> decision = id(value, faults);
            case "records" -> {
                records = new ArrayList<>();
                for (String one : value.split("[\\s,;]+")) {
                    records.add(id(one, faults));
                }
            }
            default -> faults.add(new Fault(KIND, "Choose what must be kept"));
        }
        demandWords(REASON, reason, "Enter why it must be kept", LegalHolds.LONGEST_REASON, faults);
        demandWords(REFERENCE, reference, "Enter the reference of the case", LegalHolds.LONGEST_REFERENCE, faults);
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HoldRequest(number, organisation, decision, records, reason, reference));
        } catch (ProblemException e) {
            faults.add(new Fault(HELD, e.detail()));
            return Optional.empty();
        }
    }

    static void demandWords(String field, @Nullable String text, String missing, int atMost, List<Fault> faults) {
        if (text == null || text.isBlank()) {
            faults.add(new Fault(field, missing));
            return;
        }
        try {
            Words.of(field, text, atMost);
        } catch (ProblemException e) {
            faults.add(new Fault(field, e.detail()));
        }
    }

    private static @Nullable NhsNumber number(String value, List<Fault> faults) {
        Optional<NhsNumber> number = NhsNumber.parse(value.replace(" ", ""));
        if (number.isEmpty()) {
            faults.add(new Fault(HELD, "Enter an NHS number of 10 digits; please check each digit"));
        }
        return number.orElse(null);
    }

    private static @Nullable OdsCode organisation(String value, List<Fault> faults) {
        try {
            return new OdsCode(value.toUpperCase(Locale.ROOT));
        } catch (ProblemException e) {
            faults.add(new Fault(HELD, "Enter the organisation’s code, such as RXN"));
            return null;
        }
    }

    private static @Nullable UUID id(String value, List<Fault> faults) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            if (faults.stream().noneMatch(fault -> fault.field().equals(HELD))) {
                faults.add(new Fault(HELD, "Enter the id as the record’s page shows it in its address"));
            }
            return null;
        }
    }
}
