package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** For which organisations a partner system speaks, as policy-service's register says now. */
@ApplicationScoped
class PartnerSystems {

    private static final Duration TOKEN_BOUND = Duration.ofSeconds(3);

    private final PartnerSystemClient policyService;
    private final OidcClient signIn;
    private final TokensHelper tokens = new TokensHelper();
    private final PartnerSystemSettings settings;
    private final Clock clock;
    // Only clients with a token of a partner get in here, so there are no more of them than the sign-in service has.
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Set<OdsCode> organisations, Instant at) {}

    PartnerSystems(
            @RestClient PartnerSystemClient policyService,
            OidcClient signIn,
            PartnerSystemSettings settings,
            Clock clock) {
        this.policyService = policyService;
        this.signIn = signIn;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The organisations for which it may ask, and those at whose records it enforces decisions.
     *
     * @throws ProblemException 403 if the client isn't a partner system, 503 if that can't be known now
     */
    Set<OdsCode> organisationsOf(String client) {
        Instant now = clock.instant();
        Known last = known.get(client);
        if (last != null && last.at().plus(settings.freshFor()).isAfter(now)) {
            return last.organisations();
        }
        Set<OdsCode> organisations = read(client);
        known.put(client, new Known(organisations, now));
        return organisations;
    }

    private Set<OdsCode> read(String client) {
        try {
            String token = tokens.getTokens(signIn).await().atMost(TOKEN_BOUND).getAccessToken();
            JsonNode system = policyService.one("Bearer " + token, client);
            Set<OdsCode> organisations = new TreeSet<>();
            for (String list : List.of("requester_for", "enforces_for")) {
                system.path(list).forEach(code -> organisations.add(new OdsCode(code.asText())));
            }
            return organisations;
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw new ProblemException(
                        ProblemType.FORBIDDEN,
                        "This client isn't a partner system on the register. A register officer of the region can add it.",
                        e);
            }
            throw unavailable(e);
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(RuntimeException cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "The register can't be asked now for whom this client speaks, so nothing was recorded. Try again in a few"
                        + " seconds.",
                cause);
    }
}
