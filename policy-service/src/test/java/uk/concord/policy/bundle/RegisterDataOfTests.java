package uk.concord.policy.bundle;

import com.fasterxml.jackson.databind.SerializationFeature;
import uk.concord.policy.register.RegisterOfTests;
import uk.concord.policy.register.RegisterSnapshot;

/** The tests' register as the rules see it. */
public final class RegisterDataOfTests {

    private RegisterDataOfTests() {}

    public static String json() {
        return of(RegisterOfTests.read(7));
    }

    static String of(RegisterSnapshot register) {
        return new RegisterData(RegisterOfTests.JSON.copy().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS))
                .of(register);
    }
}
