package uk.concord.consent.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change as it comes over the wire, unchecked.
 *
 * @param choices one for each scheme that changes
 * @param wording id of the text that was shown
 */
@Schema(
        name = "ChangeRequest",
        requiredProperties = {"choices", "wording"})
record ChangeRequest(
        @Nullable List<@Nullable ChoiceRequest> choices,

        @Nullable @Schema(examples = "direct-care-2026-1", pattern = "[a-z0-9][a-z0-9._-]{0,63}")
        String wording) {

    /**
     * What is said under one scheme: an effect, or that it is withdrawn.
     *
     * @param withdraw true takes back what was said; then there is no effect and no exception
     */
    @Schema(
            name = "ChoiceRequest",
            requiredProperties = {"scheme"})
    record ChoiceRequest(
            @Nullable String scheme,

            @Nullable @Schema(enumeration = {"permit", "deny"})
            String effect,

            @Nullable Boolean withdraw,
            @Nullable List<@Nullable ExceptionRequest> exceptions) {}

    /**
     * An exception; at least one of the lists or a bound of the period must be there.
     *
     * @param labels security labels of information: a confidentiality (v3-Confidentiality) or a sensitivity (v3-ActCode)
     * @param from first instant at which it holds (ISO 8601, with its offset)
     * @param until first instant at which it no longer holds
     * @param exceptions to this exception; each level turns around what the level above it says
     */
    @Schema(
            name = "ExceptionRequest",
            requiredProperties = {"effect"})
    record ExceptionRequest(
            @Nullable @Schema(enumeration = {"permit", "deny"})
            String effect,

            @Nullable List<@Nullable String> organisations,
            @JsonProperty("organisation_types") @Nullable List<@Nullable String> organisationTypes,
            @Nullable List<@Nullable String> categories,
            @Nullable List<@Nullable String> purposes,
            @Nullable List<@Nullable String> labels,
            @Nullable @Schema(format = "date-time") String from,
            @Nullable @Schema(format = "date-time") String until,
            @Nullable List<@Nullable ExceptionRequest> exceptions) {}
}
