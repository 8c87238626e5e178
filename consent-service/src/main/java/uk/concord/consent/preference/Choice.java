package uk.concord.consent.preference;

import java.util.List;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;

/** What somebody wants to say under one scheme. */
public sealed interface Choice {

    /** The scheme's id. */
    String scheme();

    /** This holds from now on. */
    record Say(String scheme, Effect effect, List<PreferenceRule> exceptions) implements Choice {}

    /** Nothing is said any more, so the scheme's default holds. */
    record Withdraw(String scheme) implements Choice {}
}
