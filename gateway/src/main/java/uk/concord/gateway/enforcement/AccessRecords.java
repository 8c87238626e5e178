package uk.concord.gateway.enforcement;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

/** Records every access before its answer goes out: by whom, for whom, how much; never what it says. */
@Startup // The counters must be there before the first access: an alarm on their increase would miss it otherwise.
@ApplicationScoped
class AccessRecords {

    private static final Logger LOG = Logger.getLogger(AccessRecords.class);

    private final AuditPublisher audit;
    private final Pseudonyms pseudonyms;
    private final Counter returned;
    private final Counter withheld;
    private final Counter notAskedFor;
    private final Counter otherPatients;

    AccessRecords(AuditPublisher audit, Pseudonyms pseudonyms, MeterRegistry metrics) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.returned = metrics.counter("concord.gateway.resources", "outcome", "returned");
        this.withheld = metrics.counter("concord.gateway.resources", "outcome", "withheld");
        this.notAskedFor = metrics.counter("concord.gateway.resources", "outcome", "not-asked-for");
        this.otherPatients = metrics.counter("concord.gateway.resources", "outcome", "other-patient");
    }

    /**
     * Returns when the record is safe.
     *
     * @throws uk.concord.kernel.audit.AuditUnavailableException 503: then nothing may go out
     */
    void write(Asker asker, FhirRequest request, NhsNumber patient, Decision decision, Released released) {
        count(request, released);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("custodian", request.custodian().value());
        detail.put("interaction", interaction(request));
        detail.put("resource_type", request.type());
        detail.put("returned", released.returned());
        detail.put("withheld", released.withheld());
        detail.put("not_asked_for", released.notAskedFor());
        detail.put("other_patients", released.otherPatients());
        audit.publish(AuditEntry.of(
                        AuditType.ACCESS,
                        asker.asActor(),
                        released.complete() ? "permit" : "partial",
                        summary(asker, request, released))
                // Patient ids stay inside, so the decision tells none.
                .about(AuditPatient.unregistered(pseudonyms.of(patient)))
                .concerning(List.of(request.custodian()))
                .forPurpose(asker.purpose())
                .underDecision(decision.id())
                .with(detail));
    }

    private static String summary(Asker asker, FhirRequest request, Released released) {
        return asker.organisation() + " was given " + released.returned() + " "
                + (released.returned() == 1 ? "entry" : "entries") + " of type " + request.type() + " held by "
                + request.custodian() + (released.complete() ? "." : "; something was left out.");
    }

    private static String interaction(FhirRequest request) {
        return switch (request) {
            case FhirRequest.Search search -> "search";
            case FhirRequest.Page page -> "page";
            case FhirRequest.Read read -> "read";
        };
    }

    private void count(FhirRequest request, Released released) {
        returned.increment(released.returned());
        withheld.increment(released.withheld());
        notAskedFor.increment(released.notAskedFor());
        otherPatients.increment(released.otherPatients());
        if (released.notAskedFor() + released.otherPatients() > 0) {
            LOG.errorf(
                    "custodian sent what wasn't asked for custodian=%s type=%s not_asked_for=%d other_patients=%d",
                    request.custodian(), request.type(), released.notAskedFor(), released.otherPatients());
        }
    }
}
