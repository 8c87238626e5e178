package uk.concord.consent.policyservice;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.policyservice.PolicyServiceApi.Held;
import uk.concord.kernel.identity.PatientId;

/** policy-service, asked with this service's own token. Its time-outs are short: a patient waits for the answer. */
@ApplicationScoped
public class PolicyService {

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final PolicyServiceApi api;
    private final ServiceToken token;

    PolicyService(@RestClient PolicyServiceApi api, ServiceToken token) {
        this.api = api;
        this.token = token;
    }

    /**
     * A revision that policy-service holds.
     *
     * @param since when it began to hold it, where it says so
     */
    public record HeldRevision(long revision, @Nullable Instant since) {}

    /**
     * One list of the register, such as {@code schemes}.
     *
     * @throws PolicyServiceUnavailableException if there is no good answer
     */
    public JsonNode register(String kind) throws PolicyServiceUnavailableException {
        return ask(() -> api.register(token.bearer(), kind));
    }

    /**
     * The revision of this patient's choices by which it decides now; none if it doesn't know the patient yet.
     *
     * @throws PolicyServiceUnavailableException if there is no good answer
     */
    public Optional<HeldRevision> held(PatientId patient) throws PolicyServiceUnavailableException {
        return ask(() -> {
            try {
                Held held = api.held(token.bearer(), patient.value());
                return Optional.of(new HeldRevision(held.revision(), held.since()));
            } catch (WebApplicationException e) {
                if (e.getResponse().getStatus() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    // Whatever the client library throws, a connection's end or an answer that isn't JSON, means the same to the caller.
    private <T> T ask(Supplier<T> question) throws PolicyServiceUnavailableException {
        try {
            return question.get();
        } catch (RuntimeException e) {
            if (e instanceof WebApplicationException refused
                    && refused.getResponse().getStatus() == UNAUTHORIZED) {
                token.forget();
            }
            throw new PolicyServiceUnavailableException(e);
        }
    }
}
