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
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Imports over HTTP. */
@Path("/register/import")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({OPERATOR, REGISTER_OFFICER})
class RegisterImportResource {

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
    public ImportReport document(
            @QueryParam("dry_run") boolean dryRun,
            @HeaderParam(RegisterResource.REASON) @Nullable String reason,
            @Nullable JsonNode document) {
        return imports.load(
                new JsonImport(changes.body(document), json),
                dryRun,
                changes.of("Imported a register document", reason));
    }

    @POST
    @Consumes("text/csv")
    public ImportReport file(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("dry_run") boolean dryRun,
            @HeaderParam(RegisterResource.REASON) @Nullable String reason,
            byte @Nullable [] file) {
        Kind whose = Kind.ofPath(kind == null ? "" : kind)
                .orElseThrow(
                        () -> ChangeMaker.invalid("Say in ?kind= what the file has, such as ?kind=organisations."));
        return imports.load(
                new CsvImport(whose, changes.body(file), json),
                dryRun,
                changes.of("Imported a list of " + whose.path(), reason));
    }
}
