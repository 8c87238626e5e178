package uk.concord.gateway.session;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The session of the person who asks. */
@Path("/session")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final SecurityIdentity identity;
    private final OidcSession session;
    private final RoutingContext request;
    private final SessionStore sessions;
    private final SignInService signIn;
    private final SignInSettings settings;
    private final AuditPublisher audit;

    SessionResource(
            SecurityIdentity identity,
            OidcSession session,
            RoutingContext request,
            SessionStore sessions,
            SignInService signIn,
            SignInSettings settings,
            AuditPublisher audit) {
        this.identity = identity;
        this.session = session;
        this.request = request;
        this.sessions = sessions;
        this.signIn = signIn;
        this.settings = settings;
        this.audit = audit;
    }

    @GET
    @Operation(summary = "Says who is signed in")
    @APIResponse(responseCode = "200", description = "The person whose session or token this is")
    @APIResponse(responseCode = "401", description = "Nobody is signed in")
    public SessionView who() {
        return new SessionView(
                subject(identity),
                name(identity),
                identity.getRoles().stream().sorted().toList());
    }

    @POST
    @Path("/logout")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "Ends this session, here and at the sign-in service")
    @APIResponse(responseCode = "204", description = "Signed out")
    @APIResponse(responseCode = "303", description = "Signed out; for browsers, on to the page that says so")
    @APIResponse(responseCode = "503", description = "Signed out, but the record of it could not be kept")
    public Response logout() {
        demandSession();
        AuthorizationCodeTokens tokens = request.get(AuthorizationCodeTokens.class.getName());
        session.logout().await().indefinitely();
        if (tokens != null) {
            signIn.signedOut(tokens);
        }
        record("signed-out", "Somebody signed out.");
        String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML)
                ? Response.seeOther(URI.create("/signed-out")).build()
                : Response.noContent().build();
    }

    @POST
    @Path("/revoke-all")
    @Operation(summary = "Ends all sessions of this person, on every device")
    @APIResponse(responseCode = "200", description = "How many were ended")
    public RevokedView revokeAll() {
        demandSession();
        int revoked = sessions.deleteAll(subject(identity));
        session.logout().await().indefinitely();
        record("revoked", "Somebody ended all of her sessions.");
        return new RevokedView(revoked);
    }

    static String subject(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? String.valueOf(token.getSubject())
                : identity.getPrincipal().getName();
    }

    private static @Nullable String name(SecurityIdentity identity) {
        Object name = identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim("name") : null;
        return name == null ? null : name.toString();
    }

    private void demandSession() {
        if (identity.getCredential(IdTokenCredential.class) == null) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "A bearer token has no session here. Let it expire, or end it where it was issued.");
        }
    }

    private void record(String outcome, String summary) {
        try {
            audit.publish(AuditEntry.of(
                    AuditType.SIGN_OUT, SignInAudit.actor(identity, settings.client()), outcome, summary));
        } catch (AuditUnavailableException e) {
            throw new ProblemException(
                    ProblemType.AUDIT_UNAVAILABLE, "You are signed out, but the record of it could not be kept.", e);
        }
    }
}
