package uk.concord.policy.register;

import static uk.concord.kernel.security.Roles.OPERATOR;
import static uk.concord.kernel.security.Roles.REGISTER_OFFICER;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Imports over HTTP. */
@Path("/register/import")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({OPERATOR, REGISTER_OFFICER})
class RegisterImportResource {

    private static final String DRY_RUN = "dry_run";

    private final RegisterImport imports;
    private final RegisterJson json;
    private final ChangeMaker changes;

    RegisterImportResource(RegisterImport imports, RegisterJson json, ChangeMaker changes) {
        this.imports = imports;
        this.json = json;
        this.changes = changes;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Parameter(name = DRY_RUN, in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    public ImportReport document(
            @Context UriInfo address,
            @HeaderParam(RegisterResource.REASON) @Nullable String reason,
            @Nullable JsonNode document) {
        return imports.load(
                new JsonImport(changes.body(document), json),
                onlyReports(address),
                changes.of("Imported a register document", reason));
    }

    @POST
    @Consumes("text/csv")
    @Parameter(name = DRY_RUN, in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    public ImportReport file(
            @QueryParam("kind") @Nullable String kind,
            @Context UriInfo address,
            @HeaderParam(RegisterResource.REASON) @Nullable String reason,
            byte @Nullable [] file) {
        Kind whose = Kind.ofPath(kind == null ? "" : kind)
                .orElseThrow(
                        () -> ChangeMaker.invalid("Say in ?kind= what the file has, such as ?kind=organisations."));
        return imports.load(
                new CsvImport(whose, changes.body(file), json),
                onlyReports(address),
                changes.of("Imported a list of " + whose.path(), reason));
    }

    // Not a boolean of Java: any other word, "yes" or a misspelling, would be false, and the import would be made. Nor
    // a
    // text: "?dry_run" alone would be none.
    private static boolean onlyReports(UriInfo address) {
        List<String> given = address.getQueryParameters().getOrDefault(DRY_RUN, List.of());
        if (given.isEmpty() || given.equals(List.of("false"))) {
            return false;
        }
        if (given.equals(List.of("true"))) {
            return true;
        }
        throw ChangeMaker.invalid("The parameter \"dry_run\" must be true or false. Nothing was imported.");
    }
}
