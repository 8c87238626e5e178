package uk.concord.consent.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

class KnownCodesTest {

    private final SettableClock clock = new SettableClock();
    private final ListsOfCategories reader = new ListsOfCategories();
    private final KnownCodes codes = new KnownCodes(reader, new Defaults(), clock);

    @Test
    void listsThatWereNeverReadAreUnavailable() {
        reader.broken = true;
        assertThatThrownBy(codes::current)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));
        assertThatThrownBy(codes::current).isInstanceOf(ProblemException.class);
        assertThat(reader.readings).as("nobody asks again at once").isEqualTo(1);
    }

    @Test
    void theyAreThereWhenTheRegisterIsBack() {
        reader.broken = true;
        assertThatThrownBy(codes::current).isInstanceOf(ProblemException.class);
        reader.broken = false;
        clock.now = clock.now.plusSeconds(2);
        assertThat(codes.current().hasCategory("medications")).isTrue();
    }

    @Test
    void theyAreReadAgainWhenTheyAreOldAndNotBefore() {
        codes.current();
        reader.category = "allergies";
        clock.now = clock.now.plusSeconds(9);
        assertThat(codes.current().hasCategory("allergies")).isFalse();
        clock.now = clock.now.plusSeconds(1);
        assertThat(codes.current().hasCategory("allergies")).isTrue();
    }

    @Test
    void theLastGoodOnesGoOnWhileTheRegisterIsAway() {
        codes.current();
        reader.broken = true;
        clock.now = clock.now.plus(Duration.ofDays(1));
        assertThat(codes.current().hasCategory("medications")).isTrue();
    }

    private static final class ListsOfCategories extends CodeListReader {

        private boolean broken;
        private String category = "medications";
        private int readings;

        ListsOfCategories() {
            super(null);
        }

        @Override
        CodeLists read() {
            readings++;
            if (broken) {
                throw new IllegalStateException("no list");
            }
            return new CodeLists(List.of(), List.of(), List.of(new Category(category, category, "ordinary")), Map.of());
        }
    }

    private static final class Defaults implements KnownCodes.Settings {

        @Override
        public Duration refreshAfter() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(2);
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T12:00:00Z");

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
    }
}
