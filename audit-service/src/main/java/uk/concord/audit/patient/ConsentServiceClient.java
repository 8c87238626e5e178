package uk.concord.audit.patient;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.request.RequestIds;

/** The part of consent-service's API that is needed here. */
@Path("/patients")
@RegisterRestClient(configKey = "consent-service")
interface ConsentServiceClient {

    /** The NHS number goes in the body: addresses end up in logs. */
    @POST
    @Path("/lookup")
    Registered lookup(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam(RequestIds.HEADER) @Nullable String requestId,
            Lookup lookup);

    /** Whom to look for: one of the two. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Lookup(
            @JsonProperty("nhs_number") @Nullable NhsNumber nhsNumber,
            @Nullable UUID patient) {}

    /** @param pseudonyms of all NHS numbers that lead to her; an older consent-service doesn't tell them */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Registered(@Nullable UUID patient, @Nullable List<String> pseudonyms) {}
}
