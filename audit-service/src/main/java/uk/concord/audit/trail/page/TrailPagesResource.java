package uk.concord.audit.trail.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.Names;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.trail.Criteria;
import uk.concord.audit.trail.Cursor;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.audit.trail.TrailReading;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.security.Roles;

/** Search and single records, as pages. */
@Path(SearchAddress.PATH)
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces("text/html; charset=utf-8")
class TrailPagesResource {

    private static final int LINES = 25;
    private static final int RELATED = 20;
    private static final int BAD_REQUEST = 400;

    private final TrailReading reading;
    private final RecordPages pages;
    private final Names names;

    TrailPagesResource(TrailReading reading, RecordPages pages, Names names) {
        this.reading = reading;
        this.pages = pages;
        this.names = names;
    }

    @CheckedTemplate(basePath = "trail")
    static class Templates {
        static native TemplateInstance records(SearchPage page);

        static native TemplateInstance record(RecordPage page);
    }

    /** The parameters of a search's address. */
    static final class Query {

        @QueryParam("patient")
        @DefaultValue("")
        String patient = "";

        @QueryParam("pseudonym")
        @DefaultValue("")
        String pseudonym = "";

        @QueryParam("organisation")
        @DefaultValue("")
        String organisation = "";

        @QueryParam("purpose")
        @DefaultValue("")
        String purpose = "";

        @QueryParam("outcome")
        @DefaultValue("")
        String outcome = "";

        @QueryParam("type")
        @DefaultValue("")
        String type = "";

        @QueryParam("from")
        @DefaultValue("")
        String from = "";

        @QueryParam("to")
        @DefaultValue("")
        String to = "";

        @QueryParam("after")
        @Nullable
        String after;

        SearchAddress address() {
            return new SearchAddress(patient, pseudonym, organisation, purpose, outcome, type, from, to);
        }
    }

    @GET
    @Operation(hidden = true)
    public Response results(@BeanParam Query query) {
        SearchAddress address = query.address();
        List<Fault> faults = new ArrayList<>();
        Criteria criteria = address.criteria(faults);
        SearchForm form = SearchForm.of(address, names.current());
        if (!faults.isEmpty()) {
            return refused(form, address, faults);
        }
        Page<StoredRecord> found = reading.search(criteria, Cursor.of(query.after, LINES));
        return unstored(Templates.records(page(
                form,
                address,
                List.of(),
                found,
                query.after == null ? "" : address.href(),
                found.next() == null ? "" : address.href(found.next()))));
    }

    /** Takes the form, and answers with an address that can be shared: the NHS number isn't in it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response search(@BeanParam SearchForm form) {
        List<Fault> faults = new ArrayList<>();
        NhsNumber number = form.number(faults);
        SearchAddress address = form.address(names.current(), faults);
        if (faults.isEmpty()) {
            address.criteria(faults);
        }
        if (!faults.isEmpty()) {
            return refused(form, address, faults);
        }
        SearchAddress shared = number == null ? address : address.of(reading.lookUp(number));
        return Response.seeOther(URI.create(shared.href()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(hidden = true)
    public Response one(@PathParam("id") String id) {
        return unstored(Templates.record(pages.of(reading.openWithRelated(id, "page", RELATED))));
    }

    @POST
    @Path("/{id}/check")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response check(@PathParam("id") String id) {
        return unstored(Templates.record(pages.checked(reading.openWithRelated(id, "check", RELATED))));
    }

    private Response refused(SearchForm form, SearchAddress address, List<Fault> faults) {
        return Response.status(BAD_REQUEST)
                .entity(Templates.records(page(form, address, faults, null, "", ""))
                        .render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private SearchPage page(
            SearchForm form,
            SearchAddress address,
            List<Fault> faults,
            @Nullable Page<StoredRecord> found,
            String newest,
            String older) {
        RegisterNames current = names.current();
        return new SearchPage(
                form,
                faults,
                about(address),
                address.ofAnybody().href(),
                Words.options(current.purposesByTitle(), address.purpose()),
                Words.outcomes(address.outcome()),
                Words.types(address.type()),
                found != null,
                found == null
                        ? List.of()
                        : found.records().stream()
                                .map(record -> ResultLine.of(RecordView.of(record), current))
                                .toList(),
                newest,
                older);
    }

    private static String about(SearchAddress address) {
        if (!address.patient().isEmpty()) {
            return "Patient " + address.patient();
        }
        return address.pseudonym().isEmpty()
                ? ""
                : "A person who is not on the patient register (pseudonym " + address.pseudonym() + ")";
    }

    private static Response unstored(TemplateInstance page) {
        return Response.ok(page.render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
