package uk.concord.audit.fhir.external;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The elements of an R4 AuditEvent and of the datatypes in it (FHIR R4 AuditEvent; 2.24), as far as they are accepted. Left out on
 * purpose: {@code contained}, because who or what took part is referred to, not described; {@code implicitRules} and {@code
 * modifierExtension}, because whoever doesn't know them must not read on (FHIR R4 2.4.2).
 */
final class Structure {

    /** The datatype of a whole AuditEvent. */
    static final String AUDIT_EVENT = "AuditEvent";
    /** An extension: anything by FHIR's naming. */
    static final String EXTENSION = "Extension";

    private static final Map<String, Map<String, Element>> TYPES = read("""
            AuditEvent resourceType code(AuditEvent) 1
            AuditEvent id id 0
            AuditEvent meta Meta 0
            AuditEvent language code 0
            AuditEvent text Narrative 0
            AuditEvent type Coding 1
            AuditEvent subtype Coding *
            AuditEvent action code(C,R,U,D,E) 0
            AuditEvent period Period 0
            AuditEvent recorded instant 1
            AuditEvent outcome code(0,4,8,12) 0
            AuditEvent outcomeDesc string 0
            AuditEvent purposeOfEvent CodeableConcept *
            AuditEvent agent Agent +
            AuditEvent source Source 1
            AuditEvent entity Entity *
            Agent type CodeableConcept 0
            Agent role CodeableConcept *
            Agent who Reference 0
            Agent altId string 0
            Agent name string 0
            Agent requestor boolean 1
            Agent location Reference 0
            Agent policy uri *
            Agent media Coding 0
            Agent network Network 0
            Agent purposeOfUse CodeableConcept *
            Network address string 0
            Network type code(1,2,3,4,5) 0
            Source site string 0
            Source observer Reference 1
            Source type Coding *
            Entity what Reference 0
            Entity type Coding 0
            Entity role Coding 0
            Entity lifecycle Coding 0
            Entity securityLabel Coding *
            Entity name string 0
            Entity description string 0
            Entity query base64Binary 0
            Entity detail Detail *
            Detail type string 1
            Detail valueString string 0
            Detail valueBase64Binary base64Binary 0
            Meta versionId id 0
            Meta lastUpdated instant 0
            Meta source uri 0
            Meta profile uri *
            Meta security Coding *
            Meta tag Coding *
            Narrative status code(generated,extensions,additional,empty) 1
            Narrative div string 1
            Coding system uri 0
            Coding version string 0
            Coding code code 0
            Coding display string 0
            Coding userSelected boolean 0
            CodeableConcept coding Coding *
            CodeableConcept text string 0
            Identifier use code(usual,official,temp,secondary,old) 0
            Identifier type CodeableConcept 0
            Identifier system uri 0
            Identifier value string 0
            Identifier period Period 0
            Identifier assigner Reference 0
            Reference reference string 0
            Reference type uri 0
            Reference identifier Identifier 0
            Reference display string 0
            Period start dateTime 0
            Period end dateTime 0
            """);

    private Structure() {}

    /**
     * One element.
     *
     * @param type its datatype
     * @param codes for a code, those of its required binding; empty if any code will do
     */
    record Element(String type, Set<String> codes, boolean required, boolean many) {}

    /** Whether a datatype has elements of its own. */
    static boolean isComplex(String type) {
        return TYPES.containsKey(type);
    }

    /** All elements of a complex datatype, by name. */
    static Map<String, Element> elements(String type) {
        return TYPES.getOrDefault(type, Map.of());
    }

    /** One element of a complex datatype. */
    static Optional<Element> element(String type, String name) {
        return name.equals("extension")
                ? Optional.of(new Element(EXTENSION, Set.of(), false, true))
                : Optional.ofNullable(elements(type).get(name));
    }

    private static Map<String, Map<String, Element>> read(String table) {
        Map<String, Map<String, Element>> types = new HashMap<>();
        table.lines().map(line -> line.split(" ")).forEach(row -> {
            String type = row[2].replaceFirst("\\(.*", "");
            Set<String> codes = row[2].equals(type)
                    ? Set.of()
                    : Set.of(row[2].substring(type.length() + 1, row[2].length() - 1)
                            .split(","));
            boolean required = row[3].equals("1") || row[3].equals("+");
            boolean many = row[3].equals("*") || row[3].equals("+");
            types.computeIfAbsent(row[0], it -> new HashMap<>()).put(row[1], new Element(type, codes, required, many));
        });
        return types;
    }
}
