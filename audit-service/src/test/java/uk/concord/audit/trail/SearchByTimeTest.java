package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.ledger.LeafRanges;
import uk.concord.kernel.identity.OdsCode;

class SearchByTimeTest {

    private static final Instant MARCH = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-10T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int WIDTH = (int) LeafRanges.WIDTH;
    private static final Viewer REGION = new Viewer.Region();

    private FilledLedger ledger;

    @BeforeEach
    void create() throws SQLException {
        ledger = new FilledLedger();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatCameLateIsFoundWithWhatCameInTime() throws Exception {
        List<UUID> before = ledger.append(30, MARCH.minus(DAY));
        List<UUID> inTime = ledger.append(WIDTH, MARCH);
        List<UUID> between = ledger.append(3 * WIDTH, MAY);
        List<UUID> late = ledger.append(3, MARCH);
        ledger.append(WIDTH, MAY);
        List<UUID> unfinished = ledger.append(2, MARCH);

        List<UUID> march =
                Stream.of(unfinished, late, inTime).flatMap(List::stream).toList();
        assertThat(found(MARCH, MARCH.plus(DAY), 100)).isEqualTo(march);
        assertThat(found(MARCH, MARCH.plus(DAY), 2000)).isEqualTo(march);
        assertThat(found(null, MARCH, 7)).isEqualTo(before);
        assertThat(found(MARCH.plus(DAY), MAY, 100)).isEmpty();
        assertThat(found(MAY, null, 2000)).hasSize(4 * WIDTH).endsWith(between.getLast());
        assertThat(ledger.records.count(time(MARCH, MARCH.plus(DAY)), REGION, 5000))
                .isEqualTo(march.size());
        assertThat(ledger.records.count(time(MARCH, MARCH.plus(DAY)), REGION, 4))
                .isEqualTo(4);
    }

    @Test
    void aTimeAndAnOrganisationAreSearchedTogether() throws Exception {
        List<UUID> march = ledger.append(WIDTH, MARCH);
        ledger.append(WIDTH, MAY);
        Criteria criteria =
                new Criteria(null, new OdsCode("RXN"), null, null, null, MARCH, MARCH.plus(DAY), null, false);

        assertThat(found(criteria, REGION, 300)).isEqualTo(march);
        assertThat(found(criteria, new Viewer.OneOrganisation(new OdsCode("RXN")), 300))
                .isEqualTo(march);
        assertThat(found(criteria, new Viewer.OneOrganisation(new OdsCode("RXL")), 300))
                .isEmpty();
    }

    @Test
    void leavesThatHoldNothingOfTheTimeAreSkipped() throws Exception {
        ledger.append(WIDTH, MARCH);
        ledger.append(2 * WIDTH, MAY);
        ledger.append(1, MARCH);
        ledger.append(2 * WIDTH, MAY);

        assertThat(spans(MARCH, MARCH.plus(DAY)))
                .containsExactly(
                        new LeafSpan(5L * WIDTH, Long.MAX_VALUE),
                        new LeafSpan(3L * WIDTH, 4L * WIDTH),
                        new LeafSpan(0, WIDTH));
        assertThat(spans(MAY, null)).containsExactly(new LeafSpan(WIDTH, Long.MAX_VALUE));
    }

    @Test
    void withoutATimeAllLeavesAreOneSpan() throws Exception {
        ledger.append(WIDTH, MARCH);

        assertThat(spans(null, null)).containsExactly(LeafSpan.ALL);
    }

    @Test
    void moreIslandsThanAreToldApartBecomeOne() throws Exception {
        for (int i = 0; i < 40; i++) {
            ledger.append(WIDTH, i % 2 == 0 ? MARCH : MAY);
        }

        List<LeafSpan> spans = spans(MARCH, MARCH.plus(DAY));

        assertThat(spans).hasSizeLessThan(20);
        assertThat(spans.getLast().from()).isZero();
        assertThat(found(MARCH, MARCH.plus(DAY), 5000)).hasSize(20 * WIDTH);
    }

    @Test
    void rangesThatAnOlderVersionDidNotWriteAreCaughtUp() throws Exception {
        ledger.append(2 * WIDTH, MARCH);
        ledger.append(WIDTH + 1, MAY);
        List<LeafSpan> before = spans(MARCH, MARCH.plus(DAY));
        ledger.database.execute(
                "alter table leaf_range disable trigger append_only",
                "delete from leaf_range where first_leaf > 0",
                "alter table leaf_range enable always trigger append_only");
        assertThat(found(MARCH, MARCH.plus(DAY), 500)).hasSize(2 * WIDTH);
        assertThat(spans(MARCH, MARCH.plus(DAY))).isNotEqualTo(before);

        try (Connection connection = ledger.database.asService()) {
            connection.setAutoCommit(false);
            LeafRanges.catchUp(connection, 3L * WIDTH + 1);
        }

        assertThat(spans(MARCH, MARCH.plus(DAY))).isEqualTo(before);
    }

    private List<LeafSpan> spans(@Nullable Instant from, @Nullable Instant until) throws SQLException {
        try (Connection connection = ledger.database.asService()) {
            return TimeSpans.of(connection, from, until);
        }
    }

    private static Criteria time(@Nullable Instant from, @Nullable Instant until) {
        return new Criteria(null, null, null, null, null, from, until, null, false);
    }

    private List<UUID> found(@Nullable Instant from, @Nullable Instant until, int limit) {
        return found(time(from, until), REGION, limit);
    }

    private List<UUID> found(Criteria criteria, Viewer viewer, int limit) {
        List<UUID> found = new ArrayList<>();
        Long before = null;
        do {
            Page<StoredRecord> page = ledger.records.search(criteria, viewer, before, limit);
            page.records().forEach(record -> found.add(record.entry().eventId()));
            before = page.next() == null ? null : Long.valueOf(page.next());
        } while (before != null);
        return found;
    }
}
