package uk.concord.gateway.enforcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/** The custodians' own systems, by ODS code. */
@ConfigMapping(prefix = "concord.custodian")
public interface CustodianSettings {

    /** {@code concord.custodian."P81002".fhir-base-url} and so on. */
    @WithParentName
    Map<String, Custodian> byOdsCode();

    /** One custodian's system. */
    interface Custodian {

        /** The base URL of its FHIR R4 server, without a slash at its end. */
        URI fhirBaseUrl();
    }
}
