package uk.concord.consent.preference;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.idempotency.IdempotentAnswers.Answer;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.SignedInPatient;
import uk.concord.consent.preference.MyPreferences.Changed;
import uk.concord.consent.preference.MyPreferences.History;
import uk.concord.consent.preference.MyPreferences.Myself;
import uk.concord.consent.register.KnownCodes;
import uk.concord.kernel.idempotency.IdempotencyKey;
import uk.concord.kernel.input.SeenRevision;
import uk.concord.kernel.security.Roles;

/** A patient's own choices over HTTP. */
@Path("/me/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "My preferences")
class MyPreferencesResource {

    private final SignedInPatient signedIn;
    private final OwnPreferences preferences;
    private final KnownCodes codes;

    MyPreferencesResource(SignedInPatient signedIn, OwnPreferences preferences, KnownCodes codes) {
        this.signedIn = signedIn;
        this.preferences = preferences;
        this.codes = codes;
    }

    @GET
    @Blocking
    @Transactional
    @RolesAllowed(Roles.PATIENT)
    @Operation(operationId = "readMyPreferences", summary = "What I say now, and what there is to choose")
    public RestResponse<MyPreferences> get() {
        RegisteredPatient patient = signedIn.patient();
        MyPreferences mine = new MyPreferences(
                new Myself(patient.id()),
                patient.revision(),
                patient.changedAt(),
                preferences.now(patient).preferences(),
                codes.current().schemes());
        return answer(mine, patient.revision());
    }

    @PUT
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.PATIENT)
    @Operation(
            operationId = "changeMyPreferences",
            summary = "Changes what I say, if nobody has changed it since I saw it",
            description = "Schemes that aren't named stay as they are. Needs a fully proven identity (P9).")
    @APIResponse(
            responseCode = "200",
            description = "Recorded; not in force before policy-service holds it",
            content = @Content(schema = @Schema(implementation = Changed.class)))
    public RestResponse<String> put(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @Nullable ChangeRequest request) {
        preferences.requireProvenIdentity();
        long revision = SeenRevision.parse(seen, "choices");
        Optional<IdempotencyKey> idempotencyKey = IdempotencyKey.parse(key);
        Change change = ChangeReader.read(request);
        RegisteredPatient patient = signedIn.patient();
        Answer answer = preferences.take(patient, revision, change, idempotencyKey);
        return answer(answer.body(), answer.revision());
    }

    @GET
    @Path("/history")
    @Blocking
    @Transactional
    @RolesAllowed(Roles.PATIENT)
    @Operation(operationId = "readMyHistory", summary = "Everything that I have ever said, newest first")
    public RestResponse<History> history() {
        RegisteredPatient patient = signedIn.patient();
        return answer(new History(patient.revision(), preferences.history(patient)), patient.revision());
    }

    private static <T> RestResponse<T> answer(T body, long revision) {
        return RestResponse.ResponseBuilder.ok(body)
                .header(HttpHeaders.ETAG, SeenRevision.tag(revision))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
