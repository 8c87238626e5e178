package uk.concord.kernel.preference;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a preference, or an exception to it, says of sharing. */
public enum Effect {
    @JsonProperty("permit")
    PERMIT,
    @JsonProperty("deny")
    DENY
}
