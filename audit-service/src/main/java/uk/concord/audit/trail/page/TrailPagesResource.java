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
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.Names;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.patient.RecordedNames;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Criteria;
import uk.concord.audit.trail.Cursor;
import uk.concord.audit.trail.Page;
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
    private final RecordedNames recorded;

    TrailPagesResource(TrailReading reading, RecordPages pages, Names names, RecordedNames recorded) {
        this.reading = reading;
        this.pages = pages;
        this.names = names;
        this.recorded = recorded;
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

        @QueryParam("person")
        @DefaultValue("")
        String person = "";

        @QueryParam("client")
        @DefaultValue("")
        String client = "";

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

        @QueryParam("pack")
        @Nullable
        String pack;

        SearchAddress address() {
            return new SearchAddress(
                    patient, pseudonym, person, client, organisation, purpose, outcome, type, from, to);
        }
    }

    @GET
    @Operation(hidden = true)
    public Response results(@BeanParam Query query) {
        return results(query.address(), query.after, Choice.parse(query.pack), List.of());
    }

    private Response results(SearchAddress address, @Nullable String after, Choice choice, List<Fault> unchosen) {
        List<Fault> faults = new ArrayList<>();
        Criteria criteria = address.criteria(faults);
        if (!faults.isEmpty()) {
            return refused(SearchForm.of(address, names.current()), address, choice, faults);
        }
        Whom whom = criteria.whom() == null ? null : reading.allNames(criteria.whom());
        SearchAddress named = whom == null ? address : address.of(whom);
        Page<StoredRecord> found =
                reading.search(whom == null ? criteria : criteria.about(whom), Cursor.of(after, LINES));
        SearchForm form = SearchForm.of(named, names.current());
        SearchPage page = page(form, named, unchosen, found, after == null ? "" : after, choice);
        return unchosen.isEmpty() ? unstored(Templates.records(page)) : bad(Templates.records(page));
    }

    /** Takes what is ticked among results into the choice for an evidence pack, and answers with the address of the same results. */
    @POST
    @Path("/choose")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response choose(@BeanParam ChooseForm form) {
        reading.demandAllowed();
        Choice choice = Choice.parse(form.pack);
        SortedSet<Long> ticked = Choice.named(form.record);
        if (ticked.isEmpty()) {
            return results(
                    form.address(), form.after(), choice, List.of(new Fault("results", "Tick at least one record.")));
        }
        String after = form.after();
        return Response.seeOther(URI.create(form.address().href(after == null ? "" : after, choice.with(ticked))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Takes the form, and answers with an address that can be shared: the NHS number isn't in it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response search(@BeanParam SearchForm form) {
        List<Fault> faults = new ArrayList<>();
        NhsNumber number = form.number(faults);
        SearchAddress typed = form.address(names.current(), faults);
        SearchAddress address = typed.by(recorded.of(typed.person()), recorded.of(typed.client()));
        Choice choice = Choice.parse(form.pack);
        if (faults.isEmpty()) {
            address.criteria(faults);
        }
        if (!faults.isEmpty()) {
            return refused(form, address, choice, faults);
        }
        SearchAddress shared = number == null ? address : address.of(reading.lookUp(number));
        return Response.seeOther(URI.create(shared.href("", choice)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(hidden = true)
    public Response one(@PathParam("id") String id, @QueryParam("pack") @Nullable String pack) {
        Choice choice = Choice.parse(pack);
        return unstored(Templates.record(pages.of(reading.openWithRelated(id, "page", RELATED), choice)));
    }

    @POST
    @Path("/{id}/check")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response check(@PathParam("id") String id, @QueryParam("pack") @Nullable String pack) {
        Choice choice = Choice.parse(pack);
        return unstored(Templates.record(pages.checked(reading.openWithRelated(id, "check", RELATED), choice)));
    }

    private Response refused(SearchForm form, SearchAddress address, Choice choice, List<Fault> faults) {
        return bad(Templates.records(page(form, address, faults, null, "", choice)));
    }

    private static Response bad(TemplateInstance page) {
        return Response.status(BAD_REQUEST)
                .entity(page.render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private SearchPage page(
            SearchForm form,
            SearchAddress address,
            List<Fault> faults,
            @Nullable Page<StoredRecord> found,
            String after,
            Choice choice) {
        RegisterNames current = names.current();
        return new SearchPage(
                form,
                faults,
                about(address),
                address.ofAnybody().href("", choice),
                address.client(),
                address.by(address.person(), "").href("", choice),
                Words.options(current.purposesByTitle(), address.purpose()),
                Words.outcomes(address.outcome()),
                Words.types(address.type()),
                found != null,
                found == null
                        ? List.of()
                        : found.records().stream()
                                .map(record -> ResultLine.of(record, current))
                                .toList(),
                after.isEmpty() ? "" : address.href("", choice),
                found == null || found.next() == null ? "" : address.href(found.next(), choice),
                choice,
                address,
                after);
    }

    private static String about(SearchAddress address) {
        if (!address.patient().isEmpty()) {
            return "Patient " + address.patient();
        }
        return address.pseudonym().isEmpty()
                ? ""
                : "A person recorded under the pseudonym " + address.pseudonym().replace(",", " or ");
    }

    private static Response unstored(TemplateInstance page) {
        return Response.ok(page.render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
