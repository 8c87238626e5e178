package uk.concord.consent.choice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Under which schemes of the register the pages' choices are recorded. */
@ConfigMapping(prefix = "concord.choices")
interface ChoiceSettings {

    /** The scheme about sharing for care. */
    @WithDefault("shared-care-record")
    String careScheme();

    /** The scheme about the region's own research. */
    @WithDefault("regional-research")
    String researchScheme();
}
