package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import uk.concord.kernel.preference.Effect;

/**
 * One register of choices.
 *
 * @param owner who owns its truth
 * @param writable whether patients change it here
 * @param governs the purposes of use for which it counts
 * @param custodianTypes if there are any, it counts only for records that organisations of these types hold
 * @param defaultEffect what holds for somebody who has said nothing under it
 */
public record Scheme(
        String id,
        String title,
        String owner,
        boolean writable,
        List<String> governs,
        @JsonProperty("custodian_types") List<String> custodianTypes,
        @JsonProperty("default_effect") Effect defaultEffect)
        implements RegisterThing {

    /** Refuses what is incomplete; an absent list is an empty one. */
    public Scheme {
        Required.id("id", id);
        Required.text("title", title);
        Required.text("owner", owner);
        governs = Required.list("governs", governs);
        custodianTypes = Required.list("custodian_types", custodianTypes);
        Required.present("default_effect", defaultEffect);
    }

    @Override
    public String key() {
        return id;
    }
}
