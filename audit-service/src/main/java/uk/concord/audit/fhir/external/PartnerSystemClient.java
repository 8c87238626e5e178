package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of policy-service's API that tells for whom a client speaks. */
@Path("/register/partner-systems")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "policy-service")
interface PartnerSystemClient {

    @GET
    @Path("/{client}")
    JsonNode one(@HeaderParam("Authorization") String authorization, @PathParam("client") String client);
}
