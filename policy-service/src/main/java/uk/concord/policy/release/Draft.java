package uk.concord.policy.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy author sends.
 *
 * @param note what changes, and why
 * @param basedOn the release whose files it starts from; null: from none
 * @param files by path; null in the place of a text takes the file out
 */
record Draft(
        @Nullable String note,
        @JsonProperty("based_on") @Nullable Long basedOn,
        @Nullable Map<String, @Nullable String> files) {}
