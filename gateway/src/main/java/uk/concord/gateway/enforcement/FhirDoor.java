package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.Logger;
import uk.concord.gateway.caller.Callers;
import uk.concord.gateway.caller.Identity;
import uk.concord.gateway.edge.Outcomes;
import uk.concord.gateway.edge.PathCheck;
import uk.concord.gateway.edge.RateLimit;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.security.Roles;

/**
 * Takes every request below {@code /fhir} that is for a custodian's records and answers it in FHIR, errors included. The platform's
 * own resources go the way of every other API: their names have small letters, which no ODS code has.
 */
@ApplicationScoped
class FhirDoor {

    private static final Logger LOG = Logger.getLogger(FhirDoor.class);
    private static final int ORDER = 1_000;
    private static final String CUSTODIANS = "/fhir(?!/AuditEvent(?:/.*)?$|/metadata$)(?:/.*)?";
    private static final int OK = 200;

    private final Callers callers;
    private final RateLimit rate;
    private final RegisterCopy register;
    private final Enforcement enforcement;

    FhirDoor(Callers callers, RateLimit rate, RegisterCopy register, Enforcement enforcement) {
        this.callers = callers;
        this.rate = rate;
        this.register = register;
        this.enforcement = enforcement;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(CUSTODIANS).order(ORDER).blockingHandler(this::open, false);
    }

    // Everything is caught: Quarkus would log the URI, and with it the NHS number, of a request that fails.
    private void open(RoutingContext request) {
        try {
            Identity identity = callers.identify(request).await().indefinitely();
            String key = identity instanceof Identity.Known known ? known.key() : RateLimit.addressOf(request);
            if (rate.admits(request, key)) {
                send(request, OK, answer(request, partner(identity)));
            }
        } catch (FhirRefusal refusal) {
            send(request, refusal.status(), outcome(refusal));
        } catch (ProblemException problem) {
            int status = problem.type().status();
            LOG.warnf("fhir refused problem=%s", problem.type().slug());
            send(request, status, Outcomes.error(Outcomes.codeOf(status), problem.detail()));
        } catch (RuntimeException e) {
            LOG.error("fhir failed", e);
            send(request, 500, Outcomes.error("exception", "It isn't your fault, and it has been logged."));
        }
    }

    private ObjectNode answer(RoutingContext request, Identity.Known partner) {
        FhirRequest asked = FhirRequestReader.read(
                request.request().method().name(),
                PathCheck.rawPath(request.request().uri()),
                request.request().query());
        return enforcement.answer(asker(request.request().headers(), partner), asked);
    }

    private static Identity.Known partner(Identity identity) {
        return switch (identity) {
            case Identity.Known known when known.roles().contains(Roles.PARTNER) -> known;
            case Identity.Known known ->
                throw FhirRefusal.forbidden(
                        "Records are read here by partner systems alone: this needs a token with the role partner.");
            case Identity.Nobody nobody ->
                throw FhirRefusal.unauthenticated("Send an access token of this platform as a bearer token.");
            case Identity.Invalid invalid ->
                throw FhirRefusal.unauthenticated(
                        "This needs a valid access token of this platform: unexpired, from its own sign-in service, meant for it.");
            case Identity.Unknowable unknowable ->
                throw FhirRefusal.unavailable("It can't be checked now who you are. Try again in a few seconds.");
        };
    }

    private Asker asker(MultiMap headers, Identity.Known partner) {
        String purpose = Asker.purpose(headers);
        OdsCode organisation = Asker.organisation(headers).orElseGet(() -> onlyOrganisation(partner.client()));
        return new Asker(
                partner,
                organisation,
                purpose,
                Asker.asserted(headers, Asker.USER),
                Asker.asserted(headers, Asker.ROLE));
    }

    private OdsCode onlyOrganisation(String client) {
        return register.partnerSystems()
                .onlyOrganisation(client)
                .orElseThrow(
                        () -> FhirRefusal.missing(
                                "Say for which organisation you ask: the header " + Asker.ORGANISATION
                                        + " holds its ODS code. It may be left out only by a partner system that has exactly one."));
    }

    private static ObjectNode outcome(FhirRefusal refusal) {
        ObjectNode outcome = Outcomes.empty();
        UUID decision = refusal.decision();
        for (String text : refusal.texts()) {
            ObjectNode issue = Outcomes.addIssue(outcome, "error", refusal.code(), text);
            if (decision != null) {
                issue.put("diagnostics", "decision " + decision);
            }
        }
        return outcome;
    }

    private static void send(RoutingContext request, int status, ObjectNode body) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, Outcomes.MEDIA_TYPE);
        if (status == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        if (status == 405) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET");
        }
        request.response().end(Buffer.buffer(FhirJson.write(body)));
    }
}
