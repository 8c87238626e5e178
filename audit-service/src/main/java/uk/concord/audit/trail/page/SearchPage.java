package uk.concord.audit.trail.page;

import java.util.List;
import java.util.Map;

/**
 * The search page.
 *
 * @param about whom the search is about, in words; empty if about anybody
 * @param anybody the same search about anybody
 * @param through the system through which it was done; empty if that doesn't matter
 * @param anySystem the same search through any system
 * @param searched whether there are results to show, even if none
 * @param newest the address of the first page; empty on it
 * @param older the address of the next page; empty on the last
 * @param choice what is chosen for an evidence pack
 * @param address what is shown, and after which place, for the form that chooses records
 */
public record SearchPage(
        SearchForm form,
        List<Fault> faults,
        String about,
        String anybody,
        String through,
        String anySystem,
        List<Words.Option> purposes,
        List<Words.Option> outcomes,
        List<Words.Option> types,
        boolean searched,
        List<ResultLine> lines,
        String newest,
        String older,
        Choice choice,
        SearchAddress address,
        String after) {

    /** This search, its place and the choice as a form carries them on; what is empty isn't there. */
    public Map<String, String> fields() {
        return address.fields(after, choice);
    }

    /** What is wrong with a field; empty if nothing is. */
    public String fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::message)
                .findFirst()
                .orElse("");
    }
}
