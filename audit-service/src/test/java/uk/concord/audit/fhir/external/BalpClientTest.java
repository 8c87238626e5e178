package uk.concord.audit.fhir.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.HookParams;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.interceptor.executor.InterceptorService;
import ca.uhn.fhir.rest.api.InterceptorInvocationTimingEnum;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SimplePreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.storage.interceptor.balp.BalpAuditCaptureInterceptor;
import ca.uhn.fhir.storage.interceptor.balp.FhirClientBalpSink;
import ca.uhn.fhir.storage.interceptor.balp.IBalpAuditContextServices;
import ca.uhn.fhir.util.BundleBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.testing.TestTokens;

/** HAPI's own BALP interceptor makes the events, and its own client sends them: neither knows anything of us. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class BalpClientTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String NUMBER = "9990000557";

    @Inject
    RecordedEvents events;

    @TestHTTPResource("/fhir")
    URI base;

    private UUID patient;

    @BeforeEach
    void register() {
        patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
    }

    @Test
    void everyInteractionOfAServerIsRecorded() {
        InterceptorService server = serverOf("rxn-hapi");
        Observation observation = new Observation();
        observation.setId("Observation/o1");
        observation.setSubject(new Reference("Patient/p1"));
        Organization organisation = new Organization();
        organisation.setId("Organization/x1");

        shown(server, RestOperationTypeEnum.READ, observation);
        shown(server, RestOperationTypeEnum.SEARCH_TYPE, observation);
        shown(server, RestOperationTypeEnum.READ, organisation);
        committed(server, Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, RestOperationTypeEnum.CREATE, observation);
        committed(server, Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED, RestOperationTypeEnum.DELETE, observation);

        awaitRecorded("select count(*) from record where type = 'external' and patient_id = ?", patient, 4);
        awaitRecorded(
                "select count(*) from record where type = 'external' and patient_id is null and request_id = ?",
                patient.toString(),
                1);
        assertThat(events.number(
                        "select count(*) from record where actor_client = 'rxn-hapi' and actor_organisation = 'RXN'"
                                + " and actor_user = 'dr-9' and actor_capacity = 'staff' and request_id = ?",
                        patient.toString()))
                .isEqualTo(5);
        assertThat(events.number(
                        "select count(*) from record where request_id = ? and position(convert_to(?, 'UTF8') in body) > 0",
                        patient.toString(),
                        NUMBER))
                .isZero();
    }

    // Its sink with a queue sends a transaction first, and the events one by one if that is refused.
    @Test
    void aTransactionIsRefusedAsAHapiClientExpects() {
        IGenericClient client = client("rxn-hapi");
        BundleBuilder bundle = new BundleBuilder(FHIR);
        bundle.addTransactionCreateEntry(new AuditEvent());

        assertThatThrownBy(() ->
                        client.transaction().withBundle(bundle.getBundle()).execute())
                .isInstanceOf(BaseServerResponseException.class);
    }

    @Test
    void aClientOfAnotherOrganisationIsRefused() {
        InterceptorService server = serverOf("rxl-hapi");
        Organization organisation = new Organization();
        organisation.setId("Organization/x1");

        assertThatThrownBy(() -> shown(server, RestOperationTypeEnum.READ, organisation))
                .isInstanceOf(ForbiddenOperationException.class)
                .hasMessageContaining("ods-organization-code");
    }

    private void awaitRecorded(String sql, Object value, long count) {
        Awaitility.await().until(() -> events.number(sql, value) == count);
    }

    private InterceptorService serverOf(String client) {
        InterceptorService server = new InterceptorService();
        server.registerInterceptor(
                new BalpAuditCaptureInterceptor(new FhirClientBalpSink(client(client)), new Context()));
        return server;
    }

    private IGenericClient client(String client) {
        IGenericClient created = FHIR.newRestfulGenericClient(base.toString());
        created.registerInterceptor(new BearerTokenAuthInterceptor(TestTokens.partner(client)));
        return created;
    }

    private void shown(InterceptorService server, RestOperationTypeEnum operation, IBaseResource resource) {
        RequestDetails request = request(operation);
        server.callHooks(
                Pointcut.STORAGE_PRESHOW_RESOURCES,
                new HookParams()
                        .add(IPreResourceShowDetails.class, new SimplePreResourceShowDetails(List.of(resource)))
                        .add(RequestDetails.class, request)
                        .add(ServletRequestDetails.class, (ServletRequestDetails) request));
    }

    private void committed(
            InterceptorService server, Pointcut pointcut, RestOperationTypeEnum operation, IBaseResource resource) {
        RequestDetails request = request(operation);
        HookParams params = new HookParams()
                .add(IBaseResource.class, resource)
                .add(RequestDetails.class, request)
                .add(ServletRequestDetails.class, (ServletRequestDetails) request)
                .add(TransactionDetails.class, new TransactionDetails())
                .add(InterceptorInvocationTimingEnum.class, InterceptorInvocationTimingEnum.ACTIVE);
        if (pointcut == Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED) {
            params.add(IIdType.class, resource.getIdElement());
        }
        server.callHooks(pointcut, params);
    }

    private RequestDetails request(RestOperationTypeEnum operation) {
        ServletRequestDetails request = new ServletRequestDetails() {
            @Override
            public FhirContext getFhirContext() {
                return FHIR;
            }
        };
        request.setRestOperationType(operation);
        request.setRequestType(RequestTypeEnum.GET);
        request.setFhirServerBase("https://epr.example/fhir");
        request.setRequestPath("Observation");
        request.setCompleteUrl("https://epr.example/fhir/Observation?patient.identifier=" + NUMBER);
        request.setParameters(Map.of("patient.identifier", new String[] {NhsNumber.FHIR_SYSTEM + "|" + NUMBER}));
        request.setRequestId(patient.toString());
        return request;
    }

    /** What whoever installs the interceptor must tell it: who asks, and how a patient is named outside. */
    private static final class Context implements IBalpAuditContextServices {

        @Override
        public Reference getAgentClientWho(RequestDetails request) {
            Reference organisation = new Reference();
            organisation
                    .getIdentifier()
                    .setSystem("https://fhir.nhs.uk/Id/ods-organization-code")
                    .setValue("RXN");
            return organisation;
        }

        @Override
        public Reference getAgentUserWho(RequestDetails request) {
            Reference user = new Reference();
            user.getIdentifier().setSystem("https://epr.example/users").setValue("dr-9");
            return user;
        }

        @Override
        public String massageResourceIdForStorage(RequestDetails request, IBaseResource resource, IIdType id) {
            return "Patient".equals(id.getResourceType())
                    ? "Patient?identifier=" + NhsNumber.FHIR_SYSTEM + "|" + NUMBER
                    : id.getValue();
        }

        @Override
        public String getNetworkAddress(RequestDetails request) {
            return "10.0.0.7";
        }
    }
}
