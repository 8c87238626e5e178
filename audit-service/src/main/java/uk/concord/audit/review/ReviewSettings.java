package uk.concord.audit.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** The reviews of break-glass. */
@ConfigMapping(prefix = "concord.reviews")
public interface ReviewSettings {

    /** Within how many working days after its day an emergency must be reviewed: 1 to 60. It holds for what is declared from then on. */
    @WithDefault("5")
    int dueWithin();

    /** Days from Monday to Friday on which nobody works, such as bank holidays. Without them a review is due a little sooner. */
    Optional<Set<LocalDate>> holidays();

    /** How far away the date may be until which records are withheld from a patient: 1 to 366 days. Longer takes a new decision. */
    @WithDefault("P183D")
    Duration withholdAtMost();

    /** How long before that date officers are reminded that the patient will see the records. */
    @WithDefault("P7D")
    Duration remindBefore();

    /** How often it is looked what is overdue, and what is no longer withheld. */
    @WithDefault("PT1M")
    Duration checkEvery();
}
