package uk.concord.consent.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import uk.concord.kernel.preference.Effect;

/**
 * A register of choices.
 *
 * @param title as pages show it
 * @param owner who keeps the truth of it
 * @param writable whether that is us, so that the choice can be changed here
 * @param defaultEffect what holds for somebody who has said nothing
 */
public record Scheme(
        String id,
        String title,
        String owner,
        boolean writable,
        @JsonProperty("default_effect") Effect defaultEffect) {}
