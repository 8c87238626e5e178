package uk.concord.kernel.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Who is calling, as the verified access token says. */
@RequestScoped
public class Caller {

    private static final String FULLY_PROVEN = "P9";

    private final JsonWebToken token;
    private final SecurityIdentity identity;

    public Caller(JsonWebToken token, SecurityIdentity identity) {
        this.token = token;
        this.identity = identity;
    }

    /** The OAuth client that the token was issued to ({@code azp}). */
    public String client() {
        return claim("azp")
                .orElseThrow(
                        () -> new ProblemException(ProblemType.FORBIDDEN, "The token names no client (claim azp)."));
    }

    /** The token's subject. */
    public String subject() {
        return String.valueOf(token.getSubject());
    }

    /** The name with which a person signs in (OpenID Connect Core 1.0 §5.1, {@code preferred_username}), where her token says it. */
    public Optional<String> username() {
        return claim("preferred_username");
    }

    /** Whether the token carries this realm role. */
    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** The organisation that a person works for, where her token names one. */
    public Optional<OdsCode> organisation() {
        return claim("organisation").map(OdsCode::new);
    }

    /**
     * The patient's own NHS number (NHS login's claim {@code nhs_number}).
     *
     * @throws ProblemException 403 if the sign-in brought none
     */
    public NhsNumber nhsNumber() {
        return claim("nhs_number")
                .flatMap(NhsNumber::parse)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.FORBIDDEN,
                        "Your sign-in didn't tell us your NHS number, so we can't find your choices."));
    }

    /** Whether NHS login has proven this person's identity fully (P9). */
    public boolean identityFullyProven() {
        return claim("identity_proofing_level").filter(FULLY_PROVEN::equals).isPresent();
    }

    /** The caller as an audit record names it. */
    public AuditActor asActor(AuditActor.Capacity capacity) {
        return new AuditActor(client(), subject(), organisation().orElse(null), null, capacity);
    }

    private Optional<String> claim(String name) {
        Object value = token.getClaim(name);
        return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isBlank());
    }
}
