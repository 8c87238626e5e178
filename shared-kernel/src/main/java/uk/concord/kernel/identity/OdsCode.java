package uk.concord.kernel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * An ODS code: one to nine capital letters or digits. Its shape says nothing of the kind of organisation, nor whether there is
 * one; both are looked up in the register.
 *
 * @param value the code
 */
public record OdsCode(@JsonValue String value) implements Comparable<OdsCode> {

    private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{1,9}");

    /** The FHIR identifier system of ODS codes. */
    public static final String FHIR_SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code";

    /** Checks the shape. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OdsCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "An ODS code is one to nine capital letters or digits, such as RXN or P81002.");
        }
    }

    @Override
    public int compareTo(OdsCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
