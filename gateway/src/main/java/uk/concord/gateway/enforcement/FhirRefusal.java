package uk.concord.gateway.enforcement;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A FHIR request isn't done. The texts are shown to the caller and hold no personal data. */
final class FhirRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<String> texts;
    private final @Nullable UUID decision;

    private FhirRefusal(int status, String code, List<String> texts, @Nullable UUID decision) {
        super(String.join(" ", texts), null, false, false);
        this.status = status;
        this.code = code;
        this.texts = List.copyOf(texts);
        this.decision = decision;
    }

    /** 400: the request isn't understood, so it is refused. */
    static FhirRefusal invalid(String text) {
        return new FhirRefusal(400, "invalid", List.of(text), null);
    }

    /** 400: something that must be there isn't. */
    static FhirRefusal missing(String text) {
        return new FhirRefusal(400, "required", List.of(text), null);
    }

    /** The request is understood, but isn't one that passes here. */
    static FhirRefusal notSupported(int status, String text) {
        return new FhirRefusal(status, "not-supported", List.of(text), null);
    }

    static FhirRefusal notFound(String text) {
        return new FhirRefusal(404, "not-found", List.of(text), null);
    }

    static FhirRefusal unauthenticated(String text) {
        return new FhirRefusal(401, "login", List.of(text), null);
    }

    static FhirRefusal forbidden(String text) {
        return new FhirRefusal(403, "forbidden", List.of(text), null);
    }

    /** 403: the policy said no. */
    static FhirRefusal denied(List<String> reasons, @Nullable UUID decision) {
        return new FhirRefusal(403, "forbidden", reasons, decision);
    }

    /** 502: the custodian's system answered something that can't be used. */
    static FhirRefusal badCustodian(String text) {
        return new FhirRefusal(502, "processing", List.of(text), null);
    }

    /** 503: it can't be answered safely now. */
    static FhirRefusal unavailable(String text) {
        return new FhirRefusal(503, "transient", List.of(text), null);
    }

    int status() {
        return status;
    }

    /** Of FHIR's value set issue-type. */
    String code() {
        return code;
    }

    List<String> texts() {
        return texts;
    }

    @Nullable
    UUID decision() {
        return decision;
    }
}
