package uk.concord.policy.register;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** What may be in the register. */
@ConfigMapping(prefix = "concord.register")
interface RegisterSettings {

    /** The types of organisation that there are; another one is refused, because a mistyped type would be covered by nothing. */
    @WithDefault(
            "ICB,NHS_TRUST,AMBULANCE_TRUST,GP_PRACTICE,LOCAL_AUTHORITY,CARE_PROVIDER,RESEARCH_ENVIRONMENT,PHARMACY,"
                    + "DENTAL_PRACTICE,OPTICIAN,HOSPICE,COMMUNITY_PROVIDER,INDEPENDENT_PROVIDER,NATIONAL_BODY")
    List<String> organisationTypes();

    /** How many rows an import may have. */
    @WithDefault("20000")
    int importRows();
}
