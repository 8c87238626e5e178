package uk.concord.consent.choice;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers with a page, or sends to another one. */
final class Pages {

    static final int BAD_REQUEST = 400;
    static final int CONFLICT = 409;
    private static final int SEE_OTHER = 303;
    private static final int OK = 200;
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private Pages() {}

    static Response ok(TemplateInstance page) {
        return of(OK, page);
    }

    static Response of(int status, TemplateInstance page) {
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(page.render())
                .build();
    }

    // A relative reference (RFC 9110 §10.2.2): the browser knows the gateway's address, this service doesn't.
    static Response seeOther(String path) {
        return Response.status(SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
