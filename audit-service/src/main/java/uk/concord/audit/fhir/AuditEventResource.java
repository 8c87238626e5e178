package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.AuditEventMapper;
import uk.concord.audit.fhir.external.Acceptance;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.audit.trail.TrailReading;
import uk.concord.kernel.security.Roles;

/**
 * AuditEvents over FHIR R4 REST. Officers read and search the records that they may see by the trail, each reading itself recorded;
 * partner systems create events, which become records.
 */
@Path("/fhir/AuditEvent")
@Produces({FhirAnswer.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Tag(name = "FHIR AuditEvent", description = "The audit trail in FHIR R4, after IHE BALP.")
class AuditEventResource {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final String TAG = "W/\"" + AuditEventMapper.VERSION + "\"";

    private final TrailReading reading;
    private final PatientLookup patients;
    private final AuditEventMapper mapper;
    private final Acceptance acceptance;

    AuditEventResource(TrailReading reading, PatientLookup patients, AuditEventMapper mapper, Acceptance acceptance) {
        this.reading = reading;
        this.patients = patients;
        this.mapper = mapper;
        this.acceptance = acceptance;
    }

    @GET
    @Operation(summary = "Find events, newest first; nobody is named by NHS number here")
    public Response search(@Context UriInfo address) {
        return found(
                SearchReader.read(Parameters.ofAddress(address.getRequestUri().getRawQuery())));
    }

    @POST
    @Path("/_search")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "The same with the parameters in the body, where a patient may be named by NHS number")
    public Response searchByForm(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) String form,
            @Context UriInfo address) {
        return found(SearchReader.read(
                Parameters.ofAddress(address.getRequestUri().getRawQuery()).and(form)));
    }

    private Response found(AuditEventSearch search) {
        reading.demandAllowed();
        Whom whom = whom(search);
        Page<StoredRecord> page = reading.search(search.criteria(whom), search.cursor());
        List<ObjectNode> events = new ArrayList<>();
        List<ObjectNode> outcomes = new ArrayList<>();
        for (StoredRecord record : page.records()) {
            record.content()
                    .map(mapper::of)
                    .ifPresentOrElse(
                            event -> {
                                if (search.fits(event)) {
                                    events.add(event);
                                }
                            },
                            () -> outcomes.add(FhirOutcomes.outcome(record.altered())));
        }
        String next = page.next() == null ? null : search.link(mapper.base(), whom, page.next());
        return FhirAnswer.of(
                        OK,
                        SearchBundle.of(events, outcomes, mapper.base(), search.link(mapper.base(), whom, null), next))
                .build();
    }

    private @Nullable Whom whom(AuditEventSearch search) {
        if (search.number() != null) {
            return patients.find(search.number());
        }
        return search.whom() == null ? null : patients.allNames(search.whom());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One event")
    public Response read(@PathParam("id") String id) {
        return FhirAnswer.of(OK, mapper.of(reading.open(id, "fhir").trusted()))
                .header(HttpHeaders.ETAG, TAG)
                .build();
    }

    @POST
    @RolesAllowed(Roles.PARTNER)
    @Consumes({FhirAnswer.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(summary = "Record what happened in a partner system; sent again unchanged, it is recorded once")
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) byte[] body,
            @HeaderParam("If-None-Exist") @Nullable String ifNoneExist) {
        if (ifNoneExist != null) {
            throw Parameters.invalid("Leave the header If-None-Exist out: an AuditEvent that is sent again unchanged is"
                    + " recorded once anyway.");
        }
        Acceptance.Accepted accepted = acceptance.accept(body);
        String id = accepted.id().toString();
        return FhirAnswer.of(accepted.isNew() ? CREATED : OK, AuditEventMapper.identified(accepted.resource(), id))
                .header(HttpHeaders.LOCATION, mapper.base() + "/AuditEvent/" + id)
                .header(HttpHeaders.ETAG, TAG)
                .build();
    }
}
