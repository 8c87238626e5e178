package uk.concord.policy.cohort;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What questions about many patients may take. */
@ConfigMapping(prefix = "concord.cohort")
public interface CohortSettings {

    /** How many are answered at once on this replica; one more is refused. */
    @WithDefault("2")
    int atOnce();

    /** How many rows one record names. */
    @WithDefault("5000")
    int rowsInARecord();

    /** How many rows of a list are read ahead of the answers, for clients that read nothing until they have sent everything. */
    @WithDefault("2000000")
    int rowsReadAhead();

    /** How long a client may neither send nor take anything before the connection is given up. */
    @WithDefault("PT30S")
    Duration clientSilentFor();
}
