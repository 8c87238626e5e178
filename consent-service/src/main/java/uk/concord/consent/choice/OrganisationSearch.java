package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import uk.concord.consent.register.Organisation;

/** Finds organisations by name, town or postcode. */
@ApplicationScoped
class OrganisationSearch {

    /** As many as a page shows. */
    static final int MOST = 20;

    private final Towns towns;

    OrganisationSearch(Towns towns) {
        this.towns = towns;
    }

    /**
     * What was found, by name.
     *
     * @param found the first of them
     * @param total how many there are
     */
    record Result(List<Found> found, int total) {}

    /**
     * An organisation, as a page shows it.
     *
     * @param place town and postcode; empty where they aren't known
     */
    record Found(String code, String name, String place) {}

    /** The organisations in which each of the words occurs. Closed ones aren't found. */
    Result find(String query, Collection<Organisation> organisations) {
        String wanted = plain(query);
        List<String> words =
                Arrays.stream(wanted.split(" ")).filter(word -> !word.isEmpty()).toList();
        List<Found> all = organisations.stream()
                .filter(organisation -> !organisation.closed())
                .filter(organisation -> matches(organisation, words, wanted.replace(" ", "")))
                .map(this::shown)
                .sorted(Comparator.comparing(Found::name).thenComparing(Found::code))
                .toList();
        return new Result(all.stream().limit(MOST).toList(), all.size());
    }

    /** As a page shows it. */
    Found shown(Organisation organisation) {
        String place = String.join(
                " ",
                Stream.of(
                                towns.of(organisation.postcode()),
                                organisation.postcode() == null ? "" : organisation.postcode())
                        .filter(part -> !part.isEmpty())
                        .toList());
        return new Found(organisation.code(), organisation.name(), place);
    }

    private boolean matches(Organisation organisation, List<String> words, String whole) {
        String postcode = organisation.postcode() == null ? "" : plain(organisation.postcode());
        String text = plain(organisation.name()) + " " + plain(towns.of(organisation.postcode())) + " " + postcode;
        return words.stream().allMatch(text::contains)
                || (!whole.isEmpty() && postcode.replace(" ", "").startsWith(whole));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.UK)
                .replace("&", " and ")
                .replaceAll("[’']", "")
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }
}
