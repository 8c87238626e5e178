package uk.concord.kernel.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import uk.concord.kernel.problem.Problem;

/** A problem, as a page, to whoever asked for a page. */
class ProblemPage {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int SERVER_ERROR = 500;

    @CheckedTemplate(basePath = "concord")
    static class Templates {
        static native TemplateInstance problem(String heading, String detail, int status, String reference);
    }

    @ServerResponseFilter
    void asPage(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem && wantsPage(request.getAcceptableMediaTypes())) {
            String reference =
                    problem.instance() == null ? "" : problem.instance().replace("urn:concord:request:", "");
            response.setEntity(
                    Templates.problem(heading(problem.status()), problem.detail(), problem.status(), reference)
                            .render(),
                    null,
                    MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
            response.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
        }
    }

    /** Browsers name text/html itself; API clients name JSON, or anything at all. */
    static boolean wantsPage(List<MediaType> accepted) {
        return accepted.stream()
                .anyMatch(type -> MediaType.TEXT_HTML_TYPE.isCompatible(type) && !type.isWildcardType());
    }

    private static String heading(int status) {
        if (status == FORBIDDEN) {
            return "You can’t open this page";
        }
        if (status == NOT_FOUND) {
            return "Page not found";
        }
        if (status == GONE) {
            return "No longer here";
        }
        return status >= SERVER_ERROR ? "Sorry, there is a problem with the service" : "That didn’t work";
    }
}
