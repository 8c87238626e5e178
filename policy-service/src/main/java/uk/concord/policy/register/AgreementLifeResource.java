package uk.concord.policy.register;

import static uk.concord.kernel.security.Roles.REGISTER_OFFICER;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/** The moves of a sharing agreement over HTTP. What stops one is in force within seconds. */
@Path("/register")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(REGISTER_OFFICER)
class AgreementLifeResource {

    private final AgreementLife life;
    private final ChangeMaker changes;

    AgreementLifeResource(AgreementLife life, ChangeMaker changes) {
        this.life = life;
        this.changes = changes;
    }

    @POST
    @Path("/agreements/{id}/sign")
    public RegisterOutcome sign(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Signature signature) {
        Signature signed = changes.body(signature);
        return life.sign(
                id,
                new Signatory(signed.organisation(), signed.name(), signed.signedOn()),
                new Precondition(ifMatch, null),
                changes.of(
                        "Recorded the signature of " + signed.organisation() + " under the sharing agreement " + id,
                        signed.reason()));
    }

    @POST
    @Path("/agreements/{id}/activate")
    public RegisterOutcome activate(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Reason reason) {
        return move(id, AgreementLife.Move.ACTIVATE, ifMatch, reason);
    }

    @POST
    @Path("/agreements/{id}/suspend")
    public RegisterOutcome suspend(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Reason reason) {
        return move(id, AgreementLife.Move.SUSPEND, ifMatch, reason);
    }

    @POST
    @Path("/agreements/{id}/reinstate")
    public RegisterOutcome reinstate(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Reason reason) {
        return move(id, AgreementLife.Move.REINSTATE, ifMatch, reason);
    }

    @POST
    @Path("/agreements/{id}/expire")
    public RegisterOutcome expire(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Reason reason) {
        return move(id, AgreementLife.Move.EXPIRE, ifMatch, reason);
    }

    private RegisterOutcome move(
            String id, AgreementLife.Move move, @Nullable String ifMatch, @Nullable Reason reason) {
        return life.move(
                id,
                move,
                new Precondition(ifMatch, null),
                changes.of(move.summary(id), changes.body(reason).reason()));
    }

    /** Why somebody changes an agreement's state. */
    record Reason(String reason) {
        Reason {
            Faults faults = new Faults();
            faults.line("reason", reason);
            faults.demandNone();
        }
    }

    /** Who signed for which organisation and when, and why it is recorded now. */
    record Signature(
            OdsCode organisation,
            String name,
            @JsonProperty("signed_on") LocalDate signedOn,
            String reason) {
        Signature {
            Faults faults = new Faults();
            faults.present("organisation", organisation);
            faults.line("name", name);
            faults.present("signed_on", signedOn);
            faults.line("reason", reason);
            faults.demandNone();
        }
    }
}
