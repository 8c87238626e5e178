package uk.concord.policy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** OPA's status API: each engine says which bundles it has and what it thinks of them. The door says who may report. */
@Path("/status")
class StatusResource {

    private final Engines engines;
    private final EngineDoor door;

    StatusResource(Engines engines, EngineDoor door) {
        this.engines = engines;
        this.door = door;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An engine's report on itself (OPA's status API)")
    public Uni<Response> report(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable JsonNode report) {
        return door.owner(authorization)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(owner -> {
                    if (report == null || !report.isObject()) {
                        throw new ProblemException(
                                ProblemType.INVALID_REQUEST, "A status report of OPA is a JSON object.");
                    }
                    engines.take(owner.client(), EngineReport.of(report));
                    return Response.noContent().build();
                });
    }
}
