package uk.concord.kernel.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.handover.HandedOver.Overdue;
import uk.concord.kernel.identity.UuidV7;

/** What was handed over directly is remembered until the ledger has it, within bounds. */
class DirectHandoversTest {

    private static final Set<UUID> NONE = Set.of();

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private DirectHandovers list(Map<String, String> changed) {
        Map<String, String> values = new HashMap<>(Map.of("concord.handover.settle", "PT0S"));
        values.putAll(changed);
        HandoverSettings settings = new SmallRyeConfigBuilder()
                .withMapping(HandoverSettings.class)
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(HandoverSettings.class);
        // Nothing is asked here.
        OidcClient nobody = (OidcClient) Proxy.newProxyInstance(
                OidcClient.class.getClassLoader(), new Class<?>[] {OidcClient.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        AskedLedger ledger =
                new AskedLedger(Optional.of(URI.create("http://localhost:1")), settings, nobody, new ObjectMapper());
        return new DirectHandovers(ledger, settings, clock, new UuidV7(clock));
    }

    private UUID add(DirectHandovers list) {
        UUID id = UUID.randomUUID();
        list.acknowledged(Topic.AUDIT, new CloudEvent(id, "/test", "type", now, "key", null, new byte[1000]));
        return id;
    }

    private static void nextIs(DirectHandovers list, Set<UUID> missing, Set<UUID> parked, Set<UUID> pending) {
        list.next(1000);
        list.answeredNext(new HandoverAnswer(missing, parked, pending));
    }

    @Test
    void whatTheLedgerHasIsForgottenAndCounted() {
        DirectHandovers list = list(Map.of());
        UUID recorded = add(list);
        UUID parked = add(list);
        UUID late = add(list);
        list.acknowledged(
                Topic.PREFERENCE_STATE,
                new CloudEvent(UUID.randomUUID(), "/test", "type", now, "key", null, new byte[1]));
        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 0, 0, 0, 3, 0, 0));

        assertThat(list.next(1000)).containsExactly(recorded, parked, late);
        list.answeredNext(new HandoverAnswer(NONE, Set.of(parked), Set.of(late)));

        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 1, 1, 0, 1, 0, 0));
        assertThat(list.next(1000)).containsExactly(late);
        list.answeredNext(new HandoverAnswer(NONE, NONE, NONE));
        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 2, 1, 0, 0, 0, 0));
        assertThat(list.next(1000)).isEmpty();
    }

    @Test
    void nothingIsAskedForBeforeItHasSettled() {
        DirectHandovers list = list(Map.of("concord.handover.settle", "PT1H"));
        add(list);

        assertThat(list.next(1000)).isEmpty();
        assertThat(list.counts().unanswered()).isEqualTo(1);
    }

    @Test
    void whatIsMissingForTooLongIsAnAlarmNowAndThenUntilItIsFound() {
        DirectHandovers list = list(Map.of());
        UUID lost = add(list);
        nextIs(list, Set.of(lost), NONE, NONE);
        assertThat(list.overdue(10)).isEmpty();

        now = now.plus(Duration.ofMinutes(1));
        List<Overdue> overdue = list.overdue(10);
        assertThat(overdue).extracting(Overdue::id).containsExactly(lost);
        assertThat(overdue.getFirst().event()).isNotNull();
        list.alarmed(overdue, Set.of(lost));
        assertThat(list.overdue(10)).isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(list.overdue(10)).hasSize(1);

        assertThat(list.missing(10)).containsExactly(lost);
        list.answeredMissing(new HandoverAnswer(Set.of(lost), NONE, NONE));
        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 0, 0, 1, 0, 0, 1));
        list.missing(10);
        list.answeredMissing(new HandoverAnswer(NONE, NONE, NONE));
        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 1, 0, 0, 0, 0, 1));
    }

    @Test
    void whatIsTooManyIsDroppedAndSaidAndWhatIsTooMuchIsKeptWithoutItsContent() {
        DirectHandovers list =
                list(Map.of("concord.handover.keep-at-most", "3", "concord.handover.keep-content", "2000"));
        UUID first = add(list);
        UUID second = add(list);
        UUID third = add(list);
        add(list);
        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 0, 0, 0, 3, 1, 0));

        nextIs(list, Set.of(first, second, third), NONE, NONE);
        now = now.plus(Duration.ofHours(1));
        List<Overdue> overdue = list.overdue(10);

        assertThat(overdue).extracting(one -> one.event() != null).containsExactly(true, true, false);
        list.alarmed(overdue, Set.of(first, second));
        now = now.plus(Duration.ofHours(1));
        assertThat(list.overdue(10)).extracting(Overdue::id).containsExactly(first, second);
        list.missing(10);
        list.answeredMissing(new HandoverAnswer(NONE, NONE, NONE));
        UUID fourth = add(list);
        nextIs(list, Set.of(fourth), NONE, NONE);
        now = now.plus(Duration.ofHours(1));
        assertThat(list.overdue(10).getFirst().event()).isNotNull();
    }

    @Test
    void manyRequestsAddAtOnceAndEachIsAskedForOnce() throws Exception {
        DirectHandovers list = list(Map.of());
        int each = 5000;
        try (ExecutorService requests = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                requests.execute(() -> {
                    for (int j = 0; j < each; j++) {
                        add(list);
                    }
                });
            }
            Set<UUID> asked = new HashSet<>();
            while (asked.size() < 4 * each) {
                asked.addAll(list.next(1000));
                list.answeredNext(new HandoverAnswer(NONE, NONE, NONE));
            }
        }

        assertThat(list.counts()).isEqualTo(new HandoverCounts(0, 4 * each, 0, 0, 0, 0, 0));
    }
}
