package uk.concord.audit.fhir.event;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;

/** HAPI's validator with IHE BALP's profiles, which stand beside the project. */
public final class BalpValidator {

    private static final Path PROFILES = Path.of(System.getProperty("concord.root"), "..", "shared", "fhir-profiles")
            .normalize();

    private final FhirValidator validator;

    private BalpValidator(FhirValidator validator) {
        this.validator = validator;
    }

    /**
     * The validator; without the profiles the test is skipped.
     *
     * @param auditTypes the codes of our own code system of types
     */
    public static BalpValidator of(FhirContext context, Stream<String> auditTypes) {
        assumeTrue(
                Files.isDirectory(PROFILES), "The FHIR profiles aren't beside the project, so nothing is validated.");
        PrePopulatedValidationSupport profiles = new PrePopulatedValidationSupport(context);
        profiles.addCodeSystem(types(auditTypes));
        try (Stream<Path> files = Files.list(PROFILES)) {
            files.filter(file -> file.toString().endsWith(".json"))
                    .forEach(file -> add(profiles, context.newJsonParser().parseResource(read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FhirInstanceValidator instances = new FhirInstanceValidator(new ValidationSupportChain(
                profiles,
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context)));
        instances.setErrorForUnknownProfiles(true);
        return new BalpValidator(context.newValidator().registerValidatorModule(instances));
    }

    private static CodeSystem types(Stream<String> auditTypes) {
        CodeSystem types = new CodeSystem();
        types.setUrl(FhirSystem.AUDIT_TYPE)
                .setStatus(Enumerations.PublicationStatus.ACTIVE)
                .setContent(CodeSystem.CodeSystemContentMode.COMPLETE)
                .setCaseSensitive(true);
        auditTypes.distinct().forEach(type -> types.addConcept().setCode(type));
        return types;
    }

    private static void add(PrePopulatedValidationSupport profiles, IBaseResource resource) {
        switch (resource) {
            case StructureDefinition structure -> profiles.addStructureDefinition(structure);
            case ValueSet values -> profiles.addValueSet(values);
            case CodeSystem codes -> profiles.addCodeSystem(codes);
            default -> throw new IllegalStateException(resource.fhirType());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Errors and warnings. */
    public List<String> faults(String resource) {
        return validator.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.WARNING.ordinal())
                .map(message -> message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage())
                .toList();
    }
}
