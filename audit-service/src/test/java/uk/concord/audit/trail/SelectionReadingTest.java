package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.retention.Erasing;
import uk.concord.audit.retention.Erasures;
import uk.concord.audit.retention.KeptForADay;
import uk.concord.audit.testing.AdjustableClock;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.security.Caller;

/** What an officer has chosen may be erased before it is read. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(KeptForADay.class)
class SelectionReadingTest {

    private static final long MOST = 1L << 20;

    @Inject
    RecordedEvents events;

    @Inject
    AdjustableClock clock;

    @Inject
    SelectedRecords selected;

    @Inject
    Records records;

    @Inject
    Erasures erasures;

    @Inject
    AuditPublisher publisher;

    private final String officer = "officer-" + UUID.randomUUID();
    private SelectionReading reading;

    @BeforeEach
    void anOfficerOfTheRegion() {
        JsonWebToken token = new Token(Map.of("azp", "gateway-login", "sub", officer));
        SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addRole("regional-ig-officer")
                .build();
        Caller caller = new Caller(token, identity);
        reading = new SelectionReading(selected, records, erasures, new ReadingTrail(publisher, caller), caller);
    }

    @AfterEach
    void setTheClockBack() {
        clock.ahead(Duration.ZERO);
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return String.valueOf(claims.get("sub"));
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    @Test
    void whatIsErasedBetweenChoosingAndReadingIsNamedAndOnRecord() {
        AuditBodies gone = Erasing.signIn(UUID.randomUUID());
        AuditBodies there = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(gone, there);
        Selection selection = reading.withIds(Set.of(gone.id(), there.id()));
        assertThat(reading.read(selection, MOST)).hasSize(2);

        clock.ahead(Duration.ofDays(3));
        Erasing.awaitErased(gone);

        assertNames(gone, () -> reading.read(selection, MOST));
        assertNames(gone, () -> reading.show(selection, record -> record));
        Awaitility.await().atMost(Erasing.BOUND).until(() -> events.readings(officer, "erased") == 2);
        assertThat(events.readings(officer, "not-found")).isZero();
    }

    @Test
    void whatIsTooLargeTogetherIsRefused() {
        AuditBodies first = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies second = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(first, second);
        Selection selection = reading.withIds(Set.of(first.id(), second.id()));
        long size = first.bytes().length + second.bytes().length;

        assertThat(reading.read(selection, size)).hasSize(2);
        assertThatThrownBy(() -> reading.read(selection, size - 1)).isInstanceOf(LargeSelectionException.class);
    }

    private void assertNames(AuditBodies gone, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        ErasedSelectionException.class,
                        erased -> assertThat(erased.places())
                                .containsExactly(
                                        events.number("select leaf_index from leaf where event_id = ?", gone.id())));
    }
}
