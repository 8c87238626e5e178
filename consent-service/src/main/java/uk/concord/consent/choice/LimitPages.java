package uk.concord.consent.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.choice.JourneyDraft.Open;
import uk.concord.consent.choice.Limit.What;
import uk.concord.consent.choice.OrganisationSearch.Found;
import uk.concord.consent.choice.OrganisationSearch.Result;
import uk.concord.consent.register.Category;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** The questions about one thing that a patient holds back: what it names, which organisations, which kinds, until when. */
@Path("/choices/care/limits/{number: [1-9][0-9]?}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.PATIENT)
class LimitPages {

    private static final int MOST_LIMITS = 20;
    private static final int MOST_ORGANISATIONS = 300;
    private static final int LONGEST_QUERY = 100;

    private final JourneyDraft drafts;
    private final OrganisationSearch search;

    LimitPages(JourneyDraft drafts, OrganisationSearch search) {
        this.drafts = drafts;
        this.search = search;
    }

    /**
     * @param path of this limit's pages
     * @param query what she looks for; empty if nothing
     * @param result null if she didn't look for anything
     */
    record OrganisationsPage(
            String path,
            List<Found> chosen,
            String query,
            @Nullable Result result,
            List<FieldError> errors) {

        /** Whether an organisation that was found is chosen already. */
        public boolean has(String code) {
            return chosen.stream().anyMatch(one -> one.code().equals(code));
        }

        /** How many were found that the page doesn't show. */
        public int hidden() {
            return result == null ? 0 : result.total() - result.found().size();
        }
    }

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance what(String path, String back, String selected, List<FieldError> errors);

        static native TemplateInstance organisations(OrganisationsPage page);

        static native TemplateInstance kinds(
                String path,
                String back,
                boolean nobody,
                List<Category> categories,
                List<String> selected,
                List<FieldError> errors);
    }

    @GET
    @Path("what")
    @Blocking
    @Operation(hidden = true)
    public Response what(@PathParam("number") int number) {
        return with(number, (open, limit) -> {
            What what = limit.what();
            return Pages.ok(what(open, number, what == null ? "" : what.name().toLowerCase(Locale.ROOT), List.of()));
        });
    }

    @POST
    @Path("what")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response what(@PathParam("number") int number, @FormParam("what") @Nullable String what) {
        return with(number, (open, limit) -> {
            What answer = switch (what) {
                case "organisations" -> What.ORGANISATIONS;
                case "kinds" -> What.KINDS;
                case "both" -> What.BOTH;
                case null, default -> null;
            };
            if (answer == null) {
                FieldError error = new FieldError("what-organisations", "Select what you want to hold back");
                return Pages.of(Pages.BAD_REQUEST, what(open, number, "", List.of(error)));
            }
            return drafts.save(open, open.answers().limit(number, limit.what(answer)));
        });
    }

    @GET
    @Path("organisations")
    @Blocking
    @Operation(hidden = true)
    public Response organisations(@PathParam("number") int number, @QueryParam("q") @Nullable String query) {
        return with(number, (open, limit) -> Pages.ok(organisations(open, number, limit, query, List.of())));
    }

    @POST
    @Path("organisations/add")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response add(
            @PathParam("number") int number,
            @FormParam("organisation") @Nullable String code,
            @FormParam("q") @Nullable String query) {
        return with(number, (open, limit) -> {
            if (code == null
                    || !open.visit().codes().hasOrganisation(code)
                    || limit.organisations().size() >= MOST_ORGANISATIONS) {
                FieldError error = new FieldError("q", "Choose an organisation from the list");
                return Pages.of(Pages.BAD_REQUEST, organisations(open, number, limit, query, List.of(error)));
            }
            drafts.keep(open, open.answers().limit(number, limit.adding(code)));
            return Pages.seeOther(organisationsPath(number, query));
        });
    }

    @POST
    @Path("organisations/remove")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response remove(
            @PathParam("number") int number,
            @FormParam("organisation") @Nullable String code,
            @FormParam("q") @Nullable String query) {
        return with(number, (open, limit) -> {
            drafts.keep(open, open.answers().limit(number, limit.removing(code == null ? "" : code)));
            return Pages.seeOther(organisationsPath(number, query));
        });
    }

    @POST
    @Path("organisations")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response goOn(@PathParam("number") int number) {
        return with(number, (open, limit) -> {
            if (limit.organisations().isEmpty()) {
                FieldError error = new FieldError("q", "Find and add at least one organisation");
                return Pages.of(Pages.BAD_REQUEST, organisations(open, number, limit, null, List.of(error)));
            }
            return Pages.seeOther(open.next());
        });
    }

    @GET
    @Path("kinds")
    @Blocking
    @Operation(hidden = true)
    public Response kinds(@PathParam("number") int number) {
        return with(number, (open, limit) -> Pages.ok(kinds(open, number, limit, limit.kinds(), List.of())));
    }

    @POST
    @Path("kinds")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response kinds(@PathParam("number") int number, @FormParam("kinds") List<String> ids) {
        return with(number, (open, limit) -> {
            List<String> known = ids.stream()
                    .filter(open.visit().codes()::hasCategory)
                    .distinct()
                    .toList();
            if (known.isEmpty()) {
                FieldError error = new FieldError("kind-1", "Select at least one kind of information");
                return Pages.of(Pages.BAD_REQUEST, kinds(open, number, limit, List.of(), List.of(error)));
            }
            return drafts.save(open, open.answers().limit(number, limit.kinds(known)));
        });
    }

    @GET
    @Path("until")
    @Blocking
    @Operation(hidden = true)
    public Response until(@PathParam("number") int number) {
        return with(number, (open, limit) -> Pages.ok(until(number, limit, UntilForm.of(limit.ending()), List.of())));
    }

    @POST
    @Path("until")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response until(@PathParam("number") int number, @BeanParam UntilForm form) {
        return with(number, (open, limit) -> switch (form.read(open.visit().today())) {
            case UntilForm.Read.Good good ->
                drafts.save(open, open.answers().limit(number, limit.ending(good.ending())));
            case UntilForm.Read.Bad bad -> Pages.of(Pages.BAD_REQUEST, until(number, limit, form, bad.errors()));
        });
    }

    @POST
    @Path("remove")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response remove(@PathParam("number") int number) {
        return with(
                number,
                (open, limit) -> number > open.answers().limits().size()
                        ? Pages.seeOther(open.next())
                        : drafts.save(open, open.answers().withoutLimit(number)));
    }

    // There is a draft, she has said "yes, but", and the limit is there or the next one.
    private Response with(int number, BiFunction<Open, Limit, Response> page) {
        Optional<Open> draft = drafts.open(Journey.CARE);
        if (draft.isEmpty()) {
            return Pages.seeOther(Journey.CARE.path());
        }
        Open open = draft.get();
        if (open.answers().sharing() != Sharing.BUT) {
            return Pages.seeOther(open.next());
        }
        int limits = open.answers().limits().size();
        if (number > limits + 1 || number > MOST_LIMITS) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this address.");
        }
        return page.apply(open, open.answers().limit(number));
    }

    private static TemplateInstance what(Open open, int number, String selected, List<FieldError> errors) {
        boolean first = open.answers().limits().size() <= 1 && number == 1;
        String back = first ? Journey.CARE.path() : Journey.CARE.checkPath();
        return Templates.what(Journey.limitPath(number, ""), back, selected, errors);
    }

    private TemplateInstance organisations(
            Open open, int number, Limit limit, @Nullable String query, List<FieldError> errors) {
        String wanted = query == null ? "" : query.strip();
        if (wanted.length() > LONGEST_QUERY) {
            wanted = wanted.substring(0, LONGEST_QUERY);
        }
        List<Found> chosen = limit.organisations().stream()
                .map(code -> open.visit()
                        .codes()
                        .organisation(code)
                        .map(search::shown)
                        .orElseGet(() -> new Found(code, open.visit().words().organisation(code), "")))
                .toList();
        Result result = wanted.isEmpty()
                ? null
                : search.find(wanted, open.visit().codes().organisations());
        return Templates.organisations(
                new OrganisationsPage(Journey.limitPath(number, ""), chosen, wanted, result, errors));
    }

    private static TemplateInstance kinds(
            Open open, int number, Limit limit, List<String> selected, List<FieldError> errors) {
        boolean nobody = limit.what() == What.KINDS;
        return Templates.kinds(
                Journey.limitPath(number, ""),
                Journey.limitPath(number, nobody ? "what" : "organisations"),
                nobody,
                List.copyOf(open.visit().codes().categories()),
                selected,
                errors);
    }

    private static TemplateInstance until(int number, Limit limit, UntilForm form, List<FieldError> errors) {
        return UntilPage.of(
                "How long should this be held back?",
                Journey.limitPath(number, "until"),
                Journey.limitPath(number, limit.what() == What.ORGANISATIONS ? "organisations" : "kinds"),
                form,
                errors);
    }

    private static String organisationsPath(int number, @Nullable String query) {
        String path = Journey.limitPath(number, "organisations");
        return query == null || query.isBlank()
                ? path
                : path + "?q=" + URLEncoder.encode(query.strip(), StandardCharsets.UTF_8);
    }
}
