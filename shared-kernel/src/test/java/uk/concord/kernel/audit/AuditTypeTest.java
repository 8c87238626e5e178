package uk.concord.kernel.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTypeTest {

    /** How long a type is kept is a setting of its own, and a type that isn't listed couldn't be set. */
    @Test
    void everyTypeIsListed() throws Exception {
        List<String> types = new ArrayList<>();
        for (Field field : AuditType.class.getFields()) {
            if (field.getType().equals(String.class)) {
                types.add((String) field.get(null));
            }
        }

        assertThat(types).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(AuditType.ALL);
    }
}
