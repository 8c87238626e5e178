package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tour shows what it says, leaves nothing behind, and shows nobody's NHS number. */
@ExtendWith(RunningPlatform.class)
class TourTest {

    private final Platform platform;

    TourTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void allOfItIsAsItSays() {
        Patients patient = new Patients(platform, "patient1");
        String before = String.valueOf(patient.effectOf("shared-care-record"));

        Command tour = platform.command("tour");

        assertThat(tour.exitStatus()).as(tour.output()).isZero();
        assertThat(tour.output())
                .contains("All of it was as it says.", "isn't the one that was recorded")
                .doesNotContain("WRONG", platform.nhsNumberOf(1), platform.nhsNumberOf(5));
        assertThat(String.valueOf(patient.effectOf("shared-care-record"))).isEqualTo(before);
    }
}
