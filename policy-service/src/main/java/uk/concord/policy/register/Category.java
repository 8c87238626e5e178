package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A kind of information.
 *
 * @param sharingClass how it may be held back
 * @param fhirTypes FHIR resource types that hold it
 * @param labels security labels (v3-ActCode) that mark it in any resource
 */
public record Category(
        String id,
        String title,
        @JsonProperty("class") SharingClass sharingClass,
        @JsonProperty("fhir_types") List<String> fhirTypes,
        List<String> labels)
        implements RegisterThing {

    /** Refuses what is incomplete; an absent list is an empty one. */
    public Category {
        Required.id("id", id);
        Required.text("title", title);
        Required.present("class", sharingClass);
        fhirTypes = Required.list("fhir_types", fhirTypes);
        labels = Required.list("labels", labels);
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
