package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import uk.concord.gateway.edge.PublicAddress;
import uk.concord.kernel.identity.NhsNumber;

/**
 * One FHIR request from the question to the answer: decide, fetch, screen, record, release. A search is decided before anything is
 * fetched; a read by id must be fetched first, because only the resource says about whom it is.
 */
@ApplicationScoped
class Enforcement {

    private final RegisterCopy register;
    private final DecisionClient decisions;
    private final CustodianClient custodians;
    private final PageLinks links;
    private final AccessRecords records;
    private final PublicAddress address;

    Enforcement(
            RegisterCopy register,
            DecisionClient decisions,
            CustodianClient custodians,
            PageLinks links,
            AccessRecords records,
            PublicAddress address) {
        this.register = register;
        this.decisions = decisions;
        this.custodians = custodians;
        this.links = links;
        this.records = records;
        this.address = address;
    }

    /**
     * What may go out. Its access is on record when this returns.
     *
     * @throws FhirRefusal if nothing may
     */
    ObjectNode answer(Asker asker, FhirRequest request) {
        URI base = custodians.baseOf(request.custodian());
        Categories categories = register.categories();
        if (categories.ofType(request.type()).isEmpty()) {
            throw FhirRefusal.notSupported(
                    404,
                    "Resources of this type don't pass here. Those that do: " + String.join(", ", categories.types())
                            + ".");
        }
        return switch (request) {
            case FhirRequest.Search search -> search(asker, search, base, categories);
            case FhirRequest.Page page -> page(asker, page, base, categories);
            case FhirRequest.Read read -> read(asker, read, base, categories);
        };
    }

    private ObjectNode search(Asker asker, FhirRequest.Search search, URI base, Categories categories) {
        Decision decision = decide(asker, search, search.patient(), categories);
        return release(asker, search, base, categories, search.patient(), decision, custodians.search(base, search));
    }

    private ObjectNode page(Asker asker, FhirRequest.Page page, URI base, Categories categories) {
        PageLinks.Target target = links.open(asker, page);
        Decision decision = decide(asker, page, target.patient(), categories);
        return release(asker, page, base, categories, target.patient(), decision, custodians.page(target.upstream()));
    }

    private ObjectNode release(
            Asker asker,
            FhirRequest request,
            URI base,
            Categories categories,
            NhsNumber patient,
            Decision decision,
            JsonNode bundle) {
        Optional<URI> upstream = SearchAnswer.next(bundle).map(url -> within(base, request, url));
        Optional<String> next = upstream.map(url -> publicBase(request) + "/" + request.type() + "?_page="
                + links.seal(asker, request, new PageLinks.Target(url, patient)));
        boolean wholeResult = request instanceof FhirRequest.Search && next.isEmpty();
        Screening screening =
                new Screening(request.type(), patient, decision, categories, new Subjects(custodians, base));
        Released released = new SearchAnswer(screening, base, publicBase(request)).of(bundle, next, wholeResult);
        records.write(asker, request, patient, decision, released);
        return released.body();
    }

    private ObjectNode read(Asker asker, FhirRequest.Read read, URI base, Categories categories) {
        JsonNode resource = custodians
                .read(base, read.type(), read.id())
                .orElseThrow(() -> FhirRefusal.notFound("The custodian has no such resource."));
        if (!resource.path("resourceType").asText().equals(read.type())
                || !resource.path("id").asText().equals(read.id())) {
            throw FhirRefusal.badCustodian(
                    "The custodian's system answered with another resource than the one asked for.");
        }
        Subjects subjects = new Subjects(custodians, base);
        NhsNumber patient = subjects.patientOf(resource)
                .orElseThrow(() -> FhirRefusal.forbidden(
                        "It can't be told for certain about whom this resource is, so it isn't released."));
        Decision decision = decide(asker, read, patient, categories);
        Screening screening = new Screening(read.type(), patient, decision, categories, subjects);
        Screening.Finding finding = screening.of(resource);
        if (finding != Screening.Finding.RELEASED) {
            records.write(asker, read, patient, decision, Released.nothing());
            throw FhirRefusal.denied(
                    List.of("This resource is withheld under the decision for this purpose."), decision.id());
        }
        ObjectNode body = (ObjectNode) new SearchAnswer(screening, base, publicBase(read)).readdressed(resource);
        records.write(asker, read, patient, decision, new Released(body, 1, 0, 0, 0));
        return body;
    }

    private Decision decide(Asker asker, FhirRequest request, NhsNumber patient, Categories categories) {
        Decision decision = decisions.decide(asker, request.custodian(), patient, categories.toAskFor(request.type()));
        if (!decision.permits(categories.ofType(request.type()))) {
            throw FhirRefusal.denied(
                    List.of("The decision doesn't permit information of this kind for this purpose."), decision.id());
        }
        return decision;
    }

    // A custodian's link is followed only within its own FHIR base: it must not make the gateway call something else.
    private static URI within(URI base, FhirRequest request, String url) {
        try {
            URI next = base.resolve(url).normalize();
            String prefix = base + "/" + request.type();
            String text = next.toString();
            if (text.startsWith(prefix + "?") || text.startsWith(base + "?") || text.startsWith(base + "/?")) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw FhirRefusal.badCustodian("The custodian's system gave a link to its next page that can't be followed.");
    }

    private String publicBase(FhirRequest request) {
        return address.base() + "/fhir/" + request.custodian();
    }
}
