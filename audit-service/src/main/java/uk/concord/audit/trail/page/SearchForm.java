package uk.concord.audit.trail.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.RegisterNames;
import uk.concord.kernel.identity.NhsNumber;

/** The search form as somebody filled it in. Public for the templates' engine. */
public final class SearchForm {

    private static final Pattern NAMED = Pattern.compile(".*\\(([A-Z0-9]{1,9})\\)");
    private static final Pattern ODS_CODE = Pattern.compile("[A-Za-z0-9]{1,9}");
    private static final int FEW = 5;

    @RestForm("nhs-number")
    public @Nullable String nhsNumber;

    @RestForm
    public @Nullable String patient;

    @RestForm
    public @Nullable String pseudonym;

    @RestForm
    public @Nullable String person;

    @RestForm
    public @Nullable String client;

    @RestForm
    public @Nullable String organisation;

    @RestForm
    public @Nullable String purpose;

    @RestForm
    public @Nullable String outcome;

    @RestForm
    public @Nullable String type;

    @RestForm("from-day")
    public @Nullable String fromDay;

    @RestForm("from-month")
    public @Nullable String fromMonth;

    @RestForm("from-year")
    public @Nullable String fromYear;

    @RestForm("to-day")
    public @Nullable String toDay;

    @RestForm("to-month")
    public @Nullable String toMonth;

    @RestForm("to-year")
    public @Nullable String toYear;

    @RestForm
    public @Nullable String pack;

    /** The form as it shows a search. */
    static SearchForm of(SearchAddress address, RegisterNames names) {
        SearchForm form = new SearchForm();
        form.patient = address.patient();
        form.pseudonym = address.pseudonym();
        form.person = address.person();
        form.client = address.client();
        form.organisation = address.organisation().isEmpty() ? "" : names.organisation(address.organisation());
        form.purpose = address.purpose();
        form.outcome = address.outcome();
        form.type = address.type();
        LocalDate from = SearchAddress.day(address.from());
        if (from != null) {
            form.fromDay = String.valueOf(from.getDayOfMonth());
            form.fromMonth = String.valueOf(from.getMonthValue());
            form.fromYear = String.valueOf(from.getYear());
        }
        LocalDate to = SearchAddress.day(address.to());
        if (to != null) {
            form.toDay = String.valueOf(to.getDayOfMonth());
            form.toMonth = String.valueOf(to.getMonthValue());
            form.toYear = String.valueOf(to.getYear());
        }
        return form;
    }

    /** The NHS number, if one was typed; spaces within it don't matter. */
    @Nullable
    NhsNumber number(List<Fault> faults) {
        String digits = typed(nhsNumber).replaceAll("\\s", "");
        if (digits.isEmpty()) {
            return null;
        }
        NhsNumber number = NhsNumber.parse(digits).orElse(null);
        if (number == null) {
            faults.add(new Fault(
                    "nhs-number", "The NHS number isn’t right. Check its 10 digits: one may be wrong or missing."));
        }
        return number;
    }

    /** Everything but the NHS number as an address, a person as she was typed; what can't be used is added to the faults and left out. */
    SearchAddress address(RegisterNames names, List<Fault> faults) {
        return new SearchAddress(
                typed(patient),
                typed(pseudonym),
                typed(person),
                typed(client),
                organisation(names, faults),
                typed(purpose),
                typed(outcome),
                typed(type),
                date("from", fromDay, fromMonth, fromYear, faults),
                date("to", toDay, toMonth, toYear, faults));
    }

    private String organisation(RegisterNames names, List<Fault> faults) {
        String text = typed(organisation);
        Matcher named = NAMED.matcher(text);
        if (text.isEmpty()) {
            return text;
        }
        if (named.matches()) {
            return named.group(1);
        }
        Map<String, String> meant = names.meant(text);
        if (meant.size() == 1) {
            return meant.keySet().iterator().next();
        }
        if (meant.isEmpty() && ODS_CODE.matcher(text).matches()) {
            return text.toUpperCase(java.util.Locale.ROOT);
        }
        faults.add(new Fault(
                "organisation",
                meant.isEmpty()
                        ? "No organisation has this in its name. Enter a part of its name, or its code."
                        : "More than one organisation has this in its name. Enter more of the name, or a code. For example: "
                                + meant.entrySet().stream()
                                        .limit(FEW)
                                        .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
                                        .collect(Collectors.joining("; "))
                                + "."));
        return "";
    }

    private static String date(
            String which, @Nullable String day, @Nullable String month, @Nullable String year, List<Fault> faults) {
        if (typed(day).isEmpty() && typed(month).isEmpty() && typed(year).isEmpty()) {
            return "";
        }
        try {
            LocalDate date = LocalDate.of(number(year), number(month), number(day));
            if (date.getYear() >= 2000 && date.getYear() < 3000) {
                return date.toString();
            }
        } catch (DateTimeException | NumberFormatException e) {
            // Said below.
        }
        faults.add(new Fault(which + "-day", "The date " + which + " must be a real date, such as 27 3 2026."));
        return "";
    }

    private static int number(@Nullable String text) {
        return Integer.parseInt(typed(text));
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
