package uk.concord.policy.opa;

import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Spares callers the wait for a policy engine that fails. */
interface OpaBreaker {

    /**
     * Calls it, unless it has failed too often lately.
     *
     * @throws CircuitBreakerOpenException if it is left alone for a while
     * @throws Exception what the call throws
     */
    HttpResponse<byte[]> call(Callable<HttpResponse<byte[]>> call) throws Exception;
}
