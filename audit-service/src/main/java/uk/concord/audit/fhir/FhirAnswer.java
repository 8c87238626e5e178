package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers in FHIR's JSON. */
final class FhirAnswer {

    /** FHIR's media type for JSON. */
    static final String MEDIA_TYPE = "application/fhir+json";

    private static final MediaType TYPE = MediaType.valueOf(MEDIA_TYPE).withCharset("utf-8");

    private FhirAnswer() {}

    /** An answer that nobody on the way keeps. */
    static Response.ResponseBuilder of(int status, JsonNode resource) {
        return Response.status(status)
                .type(TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(resource.toString());
    }
}
