package uk.concord.policy.bundle;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.engine.EngineDoor;
import uk.concord.policy.revision.Part;

/**
 * OPA's bundle API: {@code ETag} and {@code 304}, and long polling for an OPA that asks for it ({@code Prefer:
 * modes=snapshot;wait=N}). The door says who may fetch.
 */
@Path("/bundles")
class BundleResource {

    // This type tells OPA that its wish to wait was understood; without it OPA asks in intervals.
    private static final String MEDIA_TYPE = "application/vnd.openpolicyagent.bundles";
    private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=([0-9]{1,4})(?:$|[;,\\s])");

    private final Bundles bundles;
    private final BundleSettings settings;
    private final EngineDoor door;

    BundleResource(Bundles bundles, BundleSettings settings, EngineDoor door) {
        this.bundles = bundles;
        this.settings = settings;
        this.door = door;
    }

    @GET
    @Path("/{name}")
    @PermitAll
    public Uni<Response> fetch(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String held,
            @HeaderParam("Prefer") @Nullable String preference) {
        return door.owner(authorization).chain(owner -> bundle(part(name), held, preference));
    }

    private Uni<Response> bundle(Part part, @Nullable String held, @Nullable String preference) {
        if (held == null) {
            return Uni.createFrom().item(answer(bundles.latest(part)));
        }
        return bundles.other(part, held, wait(preference))
                .map(other -> other.isPresent() ? answer(other) : unchanged(held));
    }

    private static Response answer(Optional<Bundle> bundle) {
        return bundle.map(found -> Response.ok(found.content(), MEDIA_TYPE)
                        .header(HttpHeaders.ETAG, found.etag())
                        .build())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE, "The bundle isn't packed yet. Try again in a few seconds."));
    }

    private static Response unchanged(String etag) {
        return Response.notModified()
                .header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .build();
    }

    private Duration wait(@Nullable String preference) {
        Matcher wait = WAIT.matcher(preference == null ? "" : preference);
        if (!wait.find()) {
            return Duration.ZERO;
        }
        Duration wished = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return wished.compareTo(settings.longestWait()) < 0 ? wished : settings.longestWait();
    }

    private static Part part(String name) {
        return switch (name) {
            case "register" -> Part.REGISTER;
            case "rules" -> Part.RELEASE;
            default -> throw new ProblemException(ProblemType.NOT_FOUND, "There are two bundles: rules and register.");
        };
    }
}
