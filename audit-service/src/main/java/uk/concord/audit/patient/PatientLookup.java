package uk.concord.audit.patient;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import uk.concord.audit.patient.ConsentServiceClient.Lookup;
import uk.concord.audit.patient.ConsentServiceClient.Registered;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;

/**
 * Finds out under which names somebody may be recorded. Without the patient register nothing is answered: a search that missed some of a
 * person's records would look as if it had found all.
 */
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
     * All names of the person to whom this number leads, the number's own pseudonym first. That somebody isn't on the register is no
     * error.
     *
     * @throws ProblemException 503 if consent-service, or the sign-in service, doesn't answer
     */
    public Whom find(NhsNumber number) {
        String own = pseudonyms.of(number);
        return registered(new Lookup(number, null))
                .map(found -> of(found, own))
                .orElseGet(() -> new Whom(null, List.of(own)));
    }

    /**
     * All names of the patient with this id. That nobody has it is no error.
     *
     * @throws ProblemException 503 as for a number
     */
    public Whom find(UUID patient) {
        return registered(new Lookup(null, patient)).orElseGet(() -> new Whom(patient, List.of()));
    }

    /**
     * The same person with all names, if she is named by her id alone. Whoever is named by pseudonyms, too, is taken to be named by all.
     *
     * @throws ProblemException 503 as for a number
     */
    public Whom allNames(Whom whom) {
        UUID patient = whom.patient();
        return patient != null && whom.isOnlyAnId() ? find(patient) : whom;
    }

    private static Whom of(Whom found, String own) {
        if (!found.pseudonyms().contains(own)) {
            // Then none of them would find anything.
            throw unavailable(new IllegalStateException(
                    "consent-service makes other pseudonyms: both must have the same concord.pseudonym-key"));
        }
        return new Whom(
                found.patient(),
                Stream.concat(Stream.of(own), found.pseudonyms().stream())
                        .distinct()
                        .toList());
    }

    private Optional<Whom> registered(Lookup lookup) {
        try {
            String token = tokens.getTokens(signIn).await().atMost(TOKEN_BOUND).getAccessToken();
            Registered found = consentService.lookup(
                    "Bearer " + token, RequestIds.current().orElse(null), lookup);
            if (found.patient() == null || found.pseudonyms() == null) {
                throw new IllegalStateException("consent-service answered without a patient's names");
            }
            return Optional.of(new Whom(found.patient(), found.pseudonyms()));
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
                "The patient register can't be asked now under which names this person is recorded, and without it records would"
                        + " be missed. Try again in a few seconds.",
                cause);
    }
}
