package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uk.concord.gateway.upstream.HttpAnswer;
import uk.concord.gateway.upstream.HttpCalls;
import uk.concord.gateway.upstream.UpstreamException;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.request.RequestIds;

/** Reads from custodians' FHIR servers, with GET alone. The partner's token never goes there. */
@ApplicationScoped
class CustodianClient {

    private final HttpCalls calls;
    private final CustodianSettings custodians;

    CustodianClient(HttpCalls calls, CustodianSettings custodians) {
        this.calls = calls;
        this.custodians = custodians;
    }

    /** @throws FhirRefusal 404 if no system of this custodian is known here */
    URI baseOf(OdsCode custodian) {
        CustodianSettings.Custodian known = custodians.byOdsCode().get(custodian.value());
        if (known == null) {
            throw FhirRefusal.notFound("No FHIR server of this custodian is connected to this gateway.");
        }
        return known.fhirBaseUrl();
    }

    JsonNode search(URI base, FhirRequest.Search search) {
        String parameter = search.type().equals("Patient") ? "identifier" : "patient.identifier";
        String identifier = NhsNumber.FHIR_SYSTEM + "|" + search.patient().digits();
        return found(fetch(URI.create(base + "/" + search.type() + "?" + parameter + "="
                + URLEncoder.encode(identifier, StandardCharsets.UTF_8) + "&_count=" + search.count())));
    }

    JsonNode page(URI address) {
        return found(fetch(address));
    }

    /** The resource; nothing if the custodian hasn't got it. */
    Optional<JsonNode> read(URI base, String type, String id) {
        HttpAnswer answer = fetch(URI.create(base + "/" + type + "/" + id));
        if (answer.status() == 404 || answer.status() == 410) {
            return Optional.empty();
        }
        return Optional.of(found(answer));
    }

    private HttpAnswer fetch(URI address) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/fhir+json");
        RequestIds.current().ifPresent(id -> headers.put(RequestIds.HEADER, id));
        try {
            return calls.get(address, headers);
        } catch (UpstreamException e) {
            throw switch (e.kind()) {
                case AWAY ->
                    FhirRefusal.unavailable("The custodian's system is away or too slow. Try again in a few seconds.");
                case TOO_LARGE ->
                    FhirRefusal.badCustodian(
                            "The custodian's answer is larger than what is read here. Ask for fewer at once, with _count.");
            };
        }
    }

    private static JsonNode found(HttpAnswer answer) {
        if (answer.status() == 429 || answer.status() == 503 || answer.status() == 504) {
            throw FhirRefusal.unavailable("The custodian's system can't answer now. Try again in a few seconds.");
        }
        if (answer.status() != 200) {
            throw FhirRefusal.badCustodian("The custodian's system couldn't answer this.");
        }
        try {
            JsonNode body = FhirJson.read(answer.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            // Said below; the parser's message would repeat a part of the record.
        }
        throw FhirRefusal.badCustodian("The custodian's system answered something that isn't FHIR in JSON.");
    }
}
