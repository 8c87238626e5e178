package uk.concord.audit.names;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of policy-service's API that is needed here. */
@Path("/register")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "policy-service")
interface PolicyServiceClient {

    @GET
    @Path("/{kind}")
    JsonNode list(@HeaderParam("Authorization") String authorization, @PathParam("kind") String kind);
}
