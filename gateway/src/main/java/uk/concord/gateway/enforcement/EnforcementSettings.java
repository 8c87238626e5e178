package uk.concord.gateway.enforcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions are enforced on FHIR traffic. */
@ConfigMapping(prefix = "concord.enforcement")
public interface EnforcementSettings {

    /** How old the gateway's copy of the register's categories and partner systems may be before it is read again. */
    @WithDefault("PT10S")
    Duration registerFreshFor();

    /** How old the copy may be at most, while policy-service can't be asked; then nothing is released. */
    @WithDefault("PT5M")
    Duration registerUsableFor();

    /** How long the link to a next page holds. */
    @WithDefault("PT10M")
    Duration pageLinksFor();
}
