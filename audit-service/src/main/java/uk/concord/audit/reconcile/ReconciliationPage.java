package uk.concord.audit.reconcile;

import java.util.List;
import java.util.stream.Stream;
import uk.concord.audit.reconcile.ReconciliationReport.MissingView;
import uk.concord.audit.reconcile.ReconciliationReport.Source;
import uk.concord.kernel.page.PageTimes;

/**
 * The page of the reconciliation.
 *
 * @param good nothing is missing, altered or unknown
 * @param faults what isn't as it should be, in sentences
 * @param lines one for each service
 * @param missing the newest events that are missing, in words
 */
record ReconciliationPage(boolean good, List<String> faults, List<Line> lines, List<String> missing) {

    /**
     * One service.
     *
     * @param told when it last said how it stands, in words
     */
    record Line(String name, Source source, String told) {}

    static ReconciliationPage of(ReconciliationReport report) {
        List<String> faults = faults(report);
        return new ReconciliationPage(
                faults.isEmpty(),
                faults,
                report.sources().stream().map(ReconciliationPage::line).toList(),
                report.missing().stream().map(ReconciliationPage::said).toList());
    }

    private static List<String> faults(ReconciliationReport report) {
        long never = report.sources().stream().mapToLong(Source::neverAsked).sum();
        Stream<String> counted = Stream.of(
                        new Fault(
                                report.missingEvents(), "Events that Kafka took from a service are not in the ledger"),
                        new Fault(
                                report.openGaps(),
                                "Events that Kafka has are not in the ledger, or say something else there"),
                        new Fault(never, "Events for which nobody has asked the ledger, and nobody will"))
                .filter(fault -> fault.count() > 0)
                .map(fault -> fault.what() + ": " + fault.count() + ".");
        Stream<String> silent = report.sources().stream()
                .filter(Source::silent)
                .map(source -> "For more than ten minutes " + source.source()
                        + " has not told what it handed over. It is stopped, or it can’t reach this service.");
        return Stream.concat(counted, silent).toList();
    }

    private record Fault(long count, String what) {}

    private static Line line(Source source) {
        String name = source.source().isEmpty() ? "Events that do not say" : source.source();
        return new Line(name, source, source.reportedAt() == null ? "Never" : PageTimes.said(source.reportedAt()));
    }

    private static String said(MissingView missing) {
        return missing.eventId() + ", from " + missing.source() + ", missed on " + PageTimes.said(missing.foundAt());
    }
}
