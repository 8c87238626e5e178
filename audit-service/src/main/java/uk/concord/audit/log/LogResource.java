package uk.concord.audit.log;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.merkle.TilePath;
import uk.concord.audit.witness.CosignedLog;
import uk.concord.audit.witness.TrustPolicy;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The log over HTTP, as C2SP tlog-tiles lays it out under the prefix {@code /audit/log}. */
@Path("/audit/log")
@PermitAll
@Tag(name = "The log", description = "Public: hashes and salted commitments only.")
class LogResource {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final int HIGHEST_LEVEL = 7;

    private final PublishedLog log;
    private final LogKeys keys;
    private final CosignedLog cosigned;
    private final TrustPolicy policy;

    LogResource(PublishedLog log, LogKeys keys, CosignedLog cosigned, TrustPolicy policy) {
        this.log = log;
        this.keys = keys;
        this.cosigned = cosigned;
        this.policy = policy;
    }

    @GET
    @Path("/checkpoint")
    @Produces(TEXT)
    @Operation(summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
    public Response checkpoint() {
        String note = log.newest()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE, "Nothing has been signed yet. Try again in a few seconds."))
                .note();
        return unkept(note);
    }

    @GET
    @Path("/checkpoint/cosigned")
    @Produces(TEXT)
    @Operation(summary = "The newest checkpoint that a quorum of witnesses has cosigned (C2SP tlog-cosignature)")
    public Response cosignedCheckpoint() {
        return unkept(cosigned.newest());
    }

    @GET
    @Path("/key")
    @Produces(TEXT)
    @Operation(summary = "The key that verifies new checkpoints (C2SP signed-note verifier key)")
    public String key() {
        return keys.current().text() + "\n";
    }

    @GET
    @Path("/keys")
    @Produces(TEXT)
    @Operation(
            summary = "All keys that verify checkpoints, one a line: those that sign, and those that were retired, each"
                    + " with \"until\" and the size up to which its signature counts")
    public Response keys() {
        return unkept(keys.verifiers().text());
    }

    @GET
    @Path("/policy")
    @Produces(TEXT)
    @Operation(summary = "Whose signatures a cosigned checkpoint needs: keys, witnesses, quorum (C2SP tlog-policy)")
    public Response policy() {
        return unkept(policy.text());
    }

    @GET
    @Path("/consistency")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Proof that one size of the log is the beginning of a later one (RFC 9162, 2.1.4)")
    public ConsistencyProof consistency(@QueryParam("from") long from, @QueryParam("to") long to) {
        return log.consistency(from, to);
    }

    @GET
    @Path("/tile/{level: [0-9]}/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "A Merkle tree tile, full or partial (C2SP tlog-tiles)")
    public Response tile(@PathParam("level") int level, @PathParam("path") String path) {
        return immutable(
                TilePath.parse(path).filter(tile -> level <= HIGHEST_LEVEL).flatMap(tile -> log.tile(level, tile)));
    }

    @GET
    @Path("/tile/entries/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "An entry bundle, full or partial (C2SP tlog-tiles)")
    public Response entries(@PathParam("path") String path) {
        return immutable(TilePath.parse(path).flatMap(log::entries));
    }

    private static Response unkept(String note) {
        return Response.ok(note).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
    }

    private static Response immutable(Optional<byte[]> content) {
        byte[] bytes = content.orElseThrow(
                () -> new ProblemException(ProblemType.NOT_FOUND, "The published log has no such tile."));
        return Response.ok(bytes).header(HttpHeaders.CACHE_CONTROL, IMMUTABLE).build();
    }
}
