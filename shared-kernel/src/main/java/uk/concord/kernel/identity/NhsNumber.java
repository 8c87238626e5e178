package uk.concord.kernel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * An NHS number: ten digits of which the last is a modulus 11 check digit (NHS Data Dictionary, "NHS NUMBER"). Ten equal
 * digits pass modulus 11 and are no numbers. A valid check digit says nothing of whether somebody has the number.
 *
 * <p>Its text form hides the digits, because an NHS number must not reach a log or an exception's message by accident.
 */
public final class NhsNumber implements Comparable<NhsNumber> {

    /** The FHIR identifier system of NHS numbers. */
    public static final String FHIR_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number";

    private static final int LENGTH = 10;
    private static final int MODULUS = 11;

    private final String digits;

    private NhsNumber(String digits) {
        this.digits = digits;
    }

    /**
     * Reads ten digits; single spaces between groups are not accepted.
     *
     * @throws InvalidNhsNumberException if the text is no NHS number; its message never repeats the text
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static NhsNumber of(String text) {
        return parse(text).orElseThrow(InvalidNhsNumberException::new);
    }

    /** Reads ten digits, or nothing if the text is no NHS number. */
    public static Optional<NhsNumber> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        int sum = 0;
        boolean allEqual = true;
        for (int i = 0; i < LENGTH; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            allEqual &= digit == text.charAt(0);
            sum += i < LENGTH - 1 ? (digit - '0') * (LENGTH - i) : 0;
        }
        int check = (MODULUS - sum % MODULUS) % MODULUS;
        return !allEqual && check == text.charAt(LENGTH - 1) - '0'
                ? Optional.of(new NhsNumber(text))
                : Optional.empty();
    }

    /** The ten digits, for wires and databases only. */
    @JsonValue
    public String digits() {
        return digits;
    }

    @Override
    public int compareTo(NhsNumber other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof NhsNumber that && that.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "NhsNumber[hidden]";
    }
}
