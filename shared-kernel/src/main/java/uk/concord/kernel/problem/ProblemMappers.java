package uk.concord.kernel.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where an exception becomes an answer. What isn't foreseen is logged and answered without a detail of it. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int SERVER_ERROR = 500;

    @ServerExceptionMapper
    Response domain(ProblemException e) {
        if (e.type().status() >= SERVER_ERROR) {
            LOG.warnf(e.getCause(), "refused problem=%s detail=\"%s\"", e.type().slug(), e.detail());
        }
        return ProblemResponses.of(e.type(), e.detail(), e.extensions());
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException e) {
        return signIn();
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException e) {
        return signIn();
    }

    private static Response signIn() {
        return ProblemResponses.of(
                ProblemType.UNAUTHENTICATED,
                "This needs a valid access token of this platform: unexpired, from its own sign-in service, meant for it.");
    }

    // Tokens can't be verified while the sign-in service's keys can't be had; that says nothing of the token.
    @ServerExceptionMapper
    Response signInServiceAway(OIDCException e) {
        LOG.warnf("tokens can't be verified: %s", e.getMessage());
        return ProblemResponses.of(
                ProblemType.UNAVAILABLE, "It can't be checked now who you are. Try again in a few seconds.");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return ProblemResponses.of(ProblemType.FORBIDDEN, "Your account doesn't have the role that this needs.");
    }

    @ServerExceptionMapper
    Response malformedJson(JsonProcessingException e) {
        return ProblemResponses.of(ProblemType.INVALID_REQUEST, malformed(e));
    }

    // Named, because Quarkus has a mapper of its own for this type, which answers without a problem.
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return malformedJson(e);
    }

    // Jackson's own message may repeat the body, and with it a patient's data; so only the place of the error is told.
    private static String malformed(JsonProcessingException e) {
        if (e.getCause() instanceof ProblemException problem) {
            return problem.detail();
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String member = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return "The member \"" + member + "\" of the JSON body "
                    + Optional.of(e)
                            .filter(MismatchedInputException.class::isInstance)
                            .map(MismatchedInputException.class::cast)
                            .map(MismatchedInputException::getTargetType)
                            .flatMap(ValueForm::of)
                            .map(form -> "must be " + form.words() + ".")
                            .orElse("has the wrong type or a value that isn't known.");
        }
        return "The body isn't well-formed JSON"
                + (e.getLocation() == null
                        ? "."
                        : " (line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ").");
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        String detail = e.getConstraintViolations().stream()
                .map(violation -> violation.getPropertyPath() + ": " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return ProblemResponses.of(ProblemType.INVALID_REQUEST, detail);
    }

    // A query parameter that isn't what its type wants makes the address unknown (Jakarta REST 3.2), which misleads.
    @ServerExceptionMapper
    Response notFound(NotFoundException e, ResourceInfo resource, UriInfo address) {
        List<String> faults = e.getCause() == null ? List.of() : QueryFaults.of(resource, address);
        if (!faults.isEmpty()) {
            return ProblemResponses.of(ProblemType.INVALID_REQUEST, String.join(" ", faults));
        }
        return ProblemResponses.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e) {
        return ProblemResponses.of(ProblemType.METHOD_NOT_ALLOWED, "This address doesn't take this method.");
    }

    @ServerExceptionMapper
    Response notSupported(NotSupportedException e) {
        return ProblemResponses.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as the Content-Type that the API's description names.");
    }

    @ServerExceptionMapper
    Response other(WebApplicationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof JsonProcessingException malformed) {
            return malformedJson(malformed);
        }
        if (cause instanceof ProblemException problem) {
            return domain(problem);
        }
        int status = e.getResponse().getStatus();
        RestResponse.Status known = RestResponse.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return ProblemResponses.of(ProblemType.of("http-" + status, title, status), title + ".", Map.of());
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable e) {
        LOG.errorf(e, "failed");
        return ProblemResponses.of(
                ProblemType.INTERNAL,
                "It isn't your fault, and it has been logged. Quote the request id if you ask for help.");
    }
}
