package uk.concord.gateway.session;

import io.quarkus.oidc.AuthenticationCompletionAction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeSet;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.security.Roles;

/** Records that somebody has signed in, before her session begins; without the record there is no session. */
@ApplicationScoped
class SignInAudit implements AuthenticationCompletionAction {

    private final AuditPublisher audit;
    private final SignInSettings settings;

    SignInAudit(AuditPublisher audit, SignInSettings settings) {
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    public Uni<Void> action(AuthenticationCompletionContext completed) {
        SecurityIdentity identity = completed.identity();
        return completed
                .requestContext()
                .runBlocking(() -> {
                    audit.publish(signedIn(identity));
                    return identity;
                })
                .replaceWithVoid();
    }

    private AuditEntry signedIn(SecurityIdentity identity) {
        return AuditEntry.of(AuditType.SIGN_IN, actor(identity, settings.client()), "signed-in", "Somebody signed in.")
                .with(Map.of("roles", new TreeSet<>(identity.getRoles())));
    }

    static AuditActor actor(SecurityIdentity identity, String client) {
        boolean patient = identity.getRoles().contains(Roles.PATIENT);
        return new AuditActor(
                client,
                SessionResource.subject(identity),
                null,
                null,
                patient ? AuditActor.Capacity.SELF : AuditActor.Capacity.STAFF);
    }
}
