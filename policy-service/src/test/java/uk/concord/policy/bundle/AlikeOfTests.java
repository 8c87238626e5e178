package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.inject.Vetoed;
import java.util.Map;
import uk.concord.policy.register.RegisterOfTests;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.release.ShippedFiles;

/** Says who are alike without a database: under the shipped rules as release 1 and the register that the test says. */
@Vetoed
public final class AlikeOfTests extends AlikeView {

    private volatile AlikeOrganisations latest;

    @SuppressWarnings("NullAway")
    public AlikeOfTests(RegisterSnapshot register) {
        super(null, null, null, null);
        latest = in(register);
    }

    /** From now on this register is in force. */
    public void move(RegisterSnapshot register) {
        latest = in(register);
    }

    /** From now on this is what is found, right or wrong. */
    public void say(long register, Map<String, AlikeOrganisations.Alike> alike) {
        latest = new AlikeOrganisations(1, register, alike);
    }

    @Override
    public AlikeOrganisations latest() {
        return latest;
    }

    private static AlikeOrganisations in(RegisterSnapshot register) {
        try {
            return AlikeOrganisations.in(
                    1,
                    ShippedFiles.content(),
                    register.revision(),
                    RegisterOfTests.JSON.readTree(RegisterDataOfTests.of(register)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }
}
