package uk.concord.gateway.enforcement;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;

/**
 * Understands the few requests that pass, and refuses every other: FHIR servers have leaked what a filter held back through
 * {@code $everything}, {@code _summary=count}, {@code _total}, {@code _include}, chained parameters and POST {@code _search}.
 */
final class FhirRequestReader {

    static final String ALLOWED = "Allowed are GET /fhir/{custodian}/{type}?patient.identifier=" + NhsNumber.FHIR_SYSTEM
            + "|{NHS number}, with _count and _format=json if you like; the next links of its answers; and GET"
            + " /fhir/{custodian}/{type}/{id}.";

    private static final String PREFIX = "/fhir/";
    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{1,9}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{1,63}");
    // FHIR R4's primitive type id.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Set<String> JSON = Set.of("json", "application/json", "application/fhir+json");
    private static final int DEFAULT_COUNT = 50;
    private static final int LARGEST_COUNT = 200;

    private FhirRequestReader() {}

    /**
     * @param path the raw path, already known to have no percent-encoding and no dot segments
     * @throws FhirRefusal if it isn't one of the allowed requests
     */
    static FhirRequest read(String method, String path, @Nullable String query) {
        if (!method.equals("GET")) {
            throw FhirRefusal.notSupported(
                    405, "Only GET passes here; nothing can be written, and searches aren't posted. " + ALLOWED);
        }
        String[] parts =
                path.substring(Math.min(PREFIX.length(), path.length())).split("/", -1);
        if (parts.length < 2 || parts.length > 3 || !ODS_CODE.matcher(parts[0]).matches()) {
            throw FhirRefusal.notSupported(404, "There is no such interaction here. " + ALLOWED);
        }
        OdsCode custodian = new OdsCode(parts[0]);
        String type = parts[1];
        if (!TYPE.matcher(type).matches()) {
            throw FhirRefusal.notSupported(
                    404, "Operations and searches over several types don't pass here. " + ALLOWED);
        }
        Map<String, String> parameters = parameters(query);
        demandJson(parameters);
        if (parts.length == 3) {
            return read(custodian, type, parts[2], parameters);
        }
        String page = parameters.remove("_page");
        return page == null ? search(custodian, type, parameters) : page(custodian, type, page, parameters);
    }

    private static FhirRequest read(OdsCode custodian, String type, String id, Map<String, String> parameters) {
        if (!ID.matcher(id).matches()) {
            throw FhirRefusal.notSupported(404, "Operations and histories don't pass here. " + ALLOWED);
        }
        demandNoMore(parameters);
        return new FhirRequest.Read(custodian, type, id);
    }

    private static FhirRequest page(OdsCode custodian, String type, String token, Map<String, String> parameters) {
        demandNoMore(parameters);
        return new FhirRequest.Page(custodian, type, token);
    }

    private static FhirRequest search(OdsCode custodian, String type, Map<String, String> parameters) {
        String identifier = parameters.remove("patient.identifier");
        if (type.equals("Patient") && identifier == null) {
            identifier = parameters.remove("identifier");
        }
        String count = parameters.remove("_count");
        demandNoMore(parameters);
        if (identifier == null) {
            throw FhirRefusal.missing("Say whose records: a search needs the patient's NHS number. " + ALLOWED);
        }
        return new FhirRequest.Search(custodian, type, nhsNumber(identifier), count(count));
    }

    private static NhsNumber nhsNumber(String identifier) {
        String prefix = NhsNumber.FHIR_SYSTEM + "|";
        if (!identifier.startsWith(prefix)) {
            throw FhirRefusal.invalid("The patient is named by one NHS number with its system, as " + prefix
                    + "{NHS number}. " + ALLOWED);
        }
        return NhsNumber.parse(identifier.substring(prefix.length()))
                .orElseThrow(() ->
                        FhirRefusal.invalid("That isn't an NHS number: it has ten digits, not all equal, and the last"
                                + " one must be the right check digit (modulus 11)."));
    }

    private static int count(@Nullable String count) {
        if (count == null) {
            return DEFAULT_COUNT;
        }
        if (!COUNT.matcher(count).matches()) {
            throw FhirRefusal.invalid("_count is a number from 1 to " + LARGEST_COUNT + ".");
        }
        return Math.min(Integer.parseInt(count), LARGEST_COUNT);
    }

    private static void demandJson(Map<String, String> parameters) {
        String format = parameters.remove("_format");
        // A plus sign in a query is a space; clients write it both ways.
        if (format != null && !JSON.contains(format.replace(' ', '+'))) {
            throw FhirRefusal.invalid("Answers are JSON: _format may only be json.");
        }
    }

    private static void demandNoMore(Map<String, String> parameters) {
        if (!parameters.isEmpty()) {
            throw FhirRefusal.invalid("There is a parameter here that doesn't pass. " + ALLOWED);
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw FhirRefusal.invalid("A parameter is there twice. " + ALLOWED);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw FhirRefusal.invalid("The query isn't percent-encoded rightly.");
        }
    }
}
