package uk.concord.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import uk.concord.kernel.problem.Problem;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;

/** Answers "no": with a problem (RFC 9457), on FHIR paths with an OperationOutcome, to browsers with a page. */
@ApplicationScoped
public class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int SEE_OTHER = 303;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ObjectMapper json;

    Refusals(ObjectMapper json) {
        this.json = json;
    }

    /** Answers and ends the request, unless its answer has already begun. */
    public void send(RoutingContext request, ProblemType type, String detail) {
        send(request, type, detail, Map.of());
    }

    /** The same with further headers. */
    public void send(RoutingContext request, ProblemType type, String detail, Map<String, String> headers) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        if (RefusalPage.isWanted(request.request())) {
            page(request, type, headers);
            return;
        }
        response.setStatusCode(type.status());
        headers.forEach(response::putHeader);
        if (type.status() == UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        boolean fhir = isFhir(request.request().uri());
        response.putHeader(HttpHeaders.CONTENT_TYPE, fhir ? Outcomes.MEDIA_TYPE : Problem.MEDIA_TYPE);
        Object body = fhir
                ? Outcomes.error(Outcomes.codeOf(type.status()), detail)
                : Problem.of(type, detail, RequestIds.current().orElse(null), Map.of());
        response.end(Buffer.buffer(write(body)));
    }

    private static void page(RoutingContext request, ProblemType type, Map<String, String> headers) {
        HttpServerResponse response = request.response();
        headers.forEach(response::putHeader);
        String uri = request.request().uri();
        if (type.status() == UNAUTHORIZED
                && request.request().method() == HttpMethod.GET
                && !uri.startsWith("/session")) {
            response.setStatusCode(SEE_OTHER)
                    .putHeader(HttpHeaders.LOCATION, RefusalPage.signIn(uri))
                    .end();
            return;
        }
        if (type.status() == UNAUTHORIZED && isSmallForm(request.request())) {
            unsent(request);
            return;
        }
        response.setStatusCode(type.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                .end(RefusalPage.of(type.status(), RequestIds.current().orElse(null)));
    }

    private static boolean isSmallForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.method() == HttpMethod.POST
                && type != null
                && type.startsWith(FORM)
                && length != null
                && length.matches("[0-9]{1,4}")
                && !request.isEnded();
    }

    private static void unsent(RoutingContext request) {
        HttpServerResponse response = request.response();
        request.request().setExpectMultipart(true);
        request.request()
                .endHandler(end -> response.setStatusCode(UNAUTHORIZED)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                        .end(RefusalPage.unsent(
                                PathCheck.rawPath(request.request().uri()),
                                request.request().formAttributes())));
        request.request().resume();
    }

    private static boolean isFhir(String uri) {
        return uri.startsWith("/fhir/") || uri.equals("/fhir");
    }

    private byte[] write(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can always be written as JSON", e);
        }
    }
}
