package uk.concord.kernel.preference;

import java.time.Instant;
import java.util.List;

/**
 * What one patient says under one scheme, as it stands.
 *
 * @param scheme the scheme's id
 * @param version the number of this version among the patient's versions under the scheme, from 1
 * @param effect the base effect
 * @param since when this version was recorded
 * @param exceptions to the base effect
 */
public record SchemePreference(
        String scheme, long version, Effect effect, Instant since, List<PreferenceRule> exceptions) {}
