package uk.concord.consent.policyservice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What this service asks of policy-service. */
@RegisterRestClient(configKey = "policy-service")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
interface PolicyServiceApi {

    @GET
    @Path("register/{kind}")
    JsonNode register(@HeaderParam(HttpHeaders.AUTHORIZATION) String token, @PathParam("kind") String kind);

    @GET
    @Path("projection/patients/{patient}")
    Held held(@HeaderParam(HttpHeaders.AUTHORIZATION) String token, @PathParam("patient") UUID patient);

    /** Which revision of a patient's choices is held. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Held(long revision, @Nullable Instant since) {}
}
