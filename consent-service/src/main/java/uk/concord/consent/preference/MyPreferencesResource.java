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
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.idempotency.IdempotencyKey;
import uk.concord.consent.idempotency.IdempotentAnswers.Answer;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.SignedInPatient;
import uk.concord.consent.preference.MyPreferences.Changed;
import uk.concord.consent.preference.MyPreferences.History;
import uk.concord.consent.preference.MyPreferences.Myself;
import uk.concord.consent.register.KnownCodes;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** A patient's own choices over HTTP. */
@Path("/me/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "My preferences")
class MyPreferencesResource {

    private static final ProblemType IDENTITY_NOT_PROVEN =
            ProblemType.of("identity-not-proven", "Your identity isn't fully proven yet", 403);
    private static final String CHANNEL = "online";

    private final SignedInPatient signedIn;
    private final Caller caller;
    private final Preferences preferences;
    private final VersionStore versions;
    private final ChangeDesk desk;
    private final KnownCodes codes;

    MyPreferencesResource(
            SignedInPatient signedIn,
            Caller caller,
            Preferences preferences,
            VersionStore versions,
            ChangeDesk desk,
            KnownCodes codes) {
        this.signedIn = signedIn;
        this.caller = caller;
        this.preferences = preferences;
        this.versions = versions;
        this.desk = desk;
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
                preferences.state(patient).preferences(),
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
        if (!caller.identityFullyProven()) {
            throw new ProblemException(
                    IDENTITY_NOT_PROVEN,
                    "To change your choices, prove who you are in your NHS login settings (photo identity), then sign in"
                            + " again. You can go on reading them meanwhile.");
        }
        long revision = SeenRevision.parse(seen);
        Optional<IdempotencyKey> idempotencyKey = IdempotencyKey.parse(key);
        Change change = ChangeReader.read(request);
        RegisteredPatient patient = signedIn.patient();
        CodeCheck.check(change, codes.current());
        Answer answer = desk.take(patient.id(), revision, change, author(), idempotencyKey);
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
        return answer(new History(patient.revision(), versions.all(patient.id())), patient.revision());
    }

    private Author author() {
        Map<String, String> evidence = Map.of("kind", "nhs-login", "identity_proofing_level", "P9");
        return new Author(caller.asActor(AuditActor.Capacity.SELF), CHANNEL, evidence);
    }

    private static <T> RestResponse<T> answer(T body, long revision) {
        return RestResponse.ResponseBuilder.ok(body)
                .header(HttpHeaders.ETAG, SeenRevision.tag(revision))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
