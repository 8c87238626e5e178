package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A kind of information.
 *
 * @param sharingClass how it may be held back
 * @param fhirTypes FHIR resource types that hold it
 * @param fhirProfiles canonical addresses of the FHIR profiles that mark it in any resource
 * @param labels security labels (v3-ActCode) that mark it in any resource
 * @param referenceSets sets of codes that mark it: SNOMED CT reference set ids, or canonical addresses of FHIR value sets. The
 *     ids only: SNOMED content needs a licence.
 */
public record Category(
        String id,
        String title,
        @JsonProperty("class") SharingClass sharingClass,
        @JsonProperty("fhir_types") List<String> fhirTypes,
        @JsonProperty("fhir_profiles") List<String> fhirProfiles,
        List<String> labels,
        @JsonProperty("reference_sets") List<String> referenceSets)
        implements RegisterThing {

    /** Refuses what is incomplete; an absent list is an empty one. */
    public Category {
        Faults faults = new Faults();
        faults.id("id", id);
        faults.line("title", title);
        faults.present("class", sharingClass);
        fhirTypes = faults.list("fhir_types", fhirTypes);
        fhirProfiles = faults.lines("fhir_profiles", fhirProfiles);
        labels = faults.list("labels", labels);
        referenceSets = faults.lines("reference_sets", referenceSets);
        faults.demandNone();
    }

    @Override
    public String key() {
        return id;
    }

    /** The class of a category. */
    public enum SharingClass {
        @JsonProperty("ordinary")
        ORDINARY,
        /** The patient or the policy may hold it back. */
        @JsonProperty("sensitive")
        SENSITIVE,
        /** Only a statutory exception opens it; no break-glass does. */
        @JsonProperty("restricted")
        RESTRICTED
    }
}
