package uk.concord.benchmark.question;

import java.util.List;

/**
 * What somebody at a screen asks for: a role, a purpose and the kinds of information that the screen shows. The first are the most
 * frequent. Together they name every purpose and every category of the demonstration's register.
 */
record Use(String role, String purpose, List<String> categories) {

    private static final List<String> SUMMARY = List.of("demographics", "medications", "allergies", "problems");
    private static final List<String> RECORD =
            List.of("demographics", "medications", "allergies", "problems", "observations", "documents");
    private static final List<String> WHOLE = List.of(
            "demographics",
            "medications",
            "allergies",
            "problems",
            "observations",
            "documents",
            "mental-health",
            "sexual-health",
            "termination-of-pregnancy",
            "drugs-and-alcohol",
            "domestic-abuse");

    static final List<Use> ALL = List.of(
            new Use("R8000", "TREAT", SUMMARY),
            new Use("R8000", "TREAT", RECORD),
            new Use("R8003", "TREAT", List.of("medications", "allergies")),
            new Use("R8001", "TREAT", SUMMARY),
            new Use("R8000", "ETREAT", SUMMARY),
            new Use("R8001", "TREAT", List.of("observations")),
            new Use("R8000", "TREAT", WHOLE),
            new Use("R8003", "TREAT", List.of("medications", "allergies", "problems")),
            new Use("R8001", "ETREAT", List.of("demographics", "medications", "allergies")),
            new Use("R8006", "TREAT", List.of("documents")),
            new Use("R8006", "TREAT", List.of("demographics")),
            new Use("R8000", "TREAT", List.of("mental-health", "medications")),
            new Use("R8010", "TREAT", List.of("demographics", "problems")),
            new Use("R8000", "ETREAT", WHOLE),
            new Use("R8001", "TREAT", List.of("domestic-abuse", "problems")),
            new Use("R8000", "PATRQT", RECORD),
            new Use("R8008", "HOPERAT", List.of("problems", "observations")),
            new Use("R8015", "HRESCH", List.of("medications", "problems", "observations")),
            new Use("R8015", "PUBHLTH", List.of("problems", "observations")),
            new Use("R8000", "TREAT", List.of("sexual-health", "termination-of-pregnancy")),
            new Use("R8001", "TREAT", List.of("drugs-and-alcohol")),
            new Use("R8015", "HRESCH", List.of("problems")),
            new Use("R8000", "BTG", RECORD),
            new Use("R8000", "TREAT", List.of("assisted-conception", "gender-recognition")));

    /** A use from a number between 0 and 1, each half as likely again as the one that stands a third further down (Zipf). */
    static Use at(double draw) {
        double total = 0;
        for (int rank = 1; rank <= ALL.size(); rank++) {
            total += 1.0 / rank;
        }
        double rest = draw * total;
        for (int rank = 1; rank <= ALL.size(); rank++) {
            rest -= 1.0 / rank;
            if (rest < 0) {
                return ALL.get(rank - 1);
            }
        }
        return ALL.getLast();
    }
}
