package uk.concord.audit.patient;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;

/** Finds out whom an NHS number means. */
@ApplicationScoped
public class PatientLookup {

    private static final Duration TOKEN_BOUND = Duration.ofSeconds(3);

    private final ConsentServiceClient consentService;
    private final OidcClient signIn;
    private final TokensHelper tokens = new TokensHelper();
    private final Pseudonyms pseudonyms;

    PatientLookup(@RestClient ConsentServiceClient consentService, OidcClient signIn, Pseudonyms pseudonyms) {
        this.consentService = consentService;
        this.signIn = signIn;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Whom to look for. That somebody isn't on the register is no error.
     *
     * @throws ProblemException 503 if consent-service, or the sign-in service, doesn't answer
     */
    public Whom find(NhsNumber number) {
        return new Whom(registered(number).orElse(null), pseudonyms.of(number));
    }

    private Optional<UUID> registered(NhsNumber number) {
        try {
            String token = tokens.getTokens(signIn).await().atMost(TOKEN_BOUND).getAccessToken();
            ConsentServiceClient.Lookup lookup = new ConsentServiceClient.Lookup(number);
            return Optional.of(consentService
                    .lookup("Bearer " + token, RequestIds.current().orElse(null), lookup)
                    .patient());
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == Response.Status.NOT_FOUND.getStatusCode()) {
                return Optional.empty();
            }
            throw unavailable(e);
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(RuntimeException cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "The patient register can't be asked now, so records can't be found by NHS number. Try again in a few seconds.",
                cause);
    }
}
