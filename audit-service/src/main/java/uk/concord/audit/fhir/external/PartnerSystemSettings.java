package uk.concord.audit.fhir.external;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the register's word on partner systems is kept. */
@ConfigMapping(prefix = "concord.partner-systems")
interface PartnerSystemSettings {

    /** How long it holds before it is asked for again. */
    @WithDefault("PT5S")
    Duration freshFor();
}
