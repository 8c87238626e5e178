package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import uk.concord.gateway.sealing.Sealer;
import uk.concord.kernel.identity.NhsNumber;

/**
 * The links from one page of a search to the next. A partner gets the custodian's own link sealed, so that it can neither read
 * nor change nor make one; it holds for the same client, requester, purpose, custodian and type alone, and not for long.
 */
@ApplicationScoped
class PageLinks {

    private static final String REFUSED =
            "This page link isn't one of ours, is too old, or was made for somebody else, for another"
                    + " purpose or for other records. Begin the search again.";

    private final Sealer sealer;
    private final ObjectMapper json;
    private final Clock clock;
    private final EnforcementSettings settings;

    /**
     * What a link leads to.
     *
     * @param upstream the custodian's own link
     * @param patient whose records the search is for
     */
    record Target(URI upstream, NhsNumber patient) {}

    PageLinks(Sealer sealer, ObjectMapper json, Clock clock, EnforcementSettings settings) {
        this.sealer = sealer;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    String seal(Asker asker, FhirRequest request, Target target) {
        ObjectNode link = json.createObjectNode();
        link.put("upstream", target.upstream().toString());
        link.put("patient", target.patient().digits());
        link.put("until", clock.instant().plus(settings.pageLinksFor()).getEpochSecond());
        byte[] token = sealer.seal(Sealer.Use.PAGE_LINK, link.toString(), context(asker, request));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @throws FhirRefusal 400 if the token wasn't sealed for this asker and these records, or has expired */
    Target open(Asker asker, FhirRequest.Page page) {
        return decode(page.token())
                .flatMap(bytes -> sealer.open(Sealer.Use.PAGE_LINK, bytes, context(asker, page)))
                .map(this::read)
                .filter(link -> link.path("until").asLong() > clock.instant().getEpochSecond())
                .map(link -> new Target(
                        URI.create(link.path("upstream").asText()),
                        NhsNumber.of(link.path("patient").asText())))
                .orElseThrow(() -> FhirRefusal.invalid(REFUSED));
    }

    private static Optional<byte[]> decode(String token) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("what we sealed ourselves can be read", e);
        }
    }

    // None of the parts can hold a line break, so no two contexts have the same text.
    private static byte[] context(Asker asker, FhirRequest request) {
        return String.join(
                        "\n",
                        asker.caller().client(),
                        asker.organisation().value(),
                        asker.purpose(),
                        request.custodian().value(),
                        request.type())
                .getBytes(StandardCharsets.UTF_8);
    }
}
