package uk.concord.gateway.enforcement;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.gateway.caller.Identity;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.OdsCode;

/**
 * Who asks, for whom and why.
 *
 * @param caller the partner system, as its token says
 * @param organisation the requester
 * @param purpose v3 ActReason code
 * @param user what the partner system says of its user's id
 * @param role what it says of her role
 */
record Asker(
        Identity.Known caller,
        OdsCode organisation,
        String purpose,
        @Nullable String user,
        @Nullable String role) {

    static final String PURPOSE = "X-Purpose-Of-Use";
    static final String ORGANISATION = "NHSD-End-User-Organisation-ODS";
    static final String USER = "X-User-Id";
    static final String ROLE = "X-User-Role";

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{1,9}");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]{1,128}");

    /** The purpose that the request names. */
    static String purpose(MultiMap headers) {
        String purpose = single(headers, PURPOSE)
                .orElseThrow(() -> FhirRefusal.missing("Say what for: the header " + PURPOSE
                        + " holds the purpose of use, a code of HL7's v3 ActReason such as TREAT."));
        if (!CODE.matcher(purpose).matches()) {
            throw FhirRefusal.invalid("The header " + PURPOSE + " holds one code of HL7's v3 ActReason.");
        }
        return purpose;
    }

    /** The requester that the request names, if it names one. */
    static Optional<OdsCode> organisation(MultiMap headers) {
        return single(headers, ORGANISATION).map(code -> {
            if (!ODS_CODE.matcher(code).matches()) {
                throw FhirRefusal.invalid("The header " + ORGANISATION + " holds one ODS code, such as RXN.");
            }
            return new OdsCode(code);
        });
    }

    /** What a header says of the user, if it is there. */
    static @Nullable String asserted(MultiMap headers, String name) {
        return single(headers, name)
                .map(text -> {
                    if (!PLAIN.matcher(text).matches()) {
                        throw FhirRefusal.invalid("The header " + name + " holds up to 128 plain characters.");
                    }
                    return text;
                })
                .orElse(null);
    }

    private static Optional<String> single(MultiMap headers, String name) {
        var values = headers.getAll(name);
        if (values.size() > 1) {
            throw FhirRefusal.invalid("The header " + name + " is there more than once.");
        }
        return values.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    AuditActor asActor() {
        AuditActor.AssertedUser asserted =
                user == null && role == null ? null : new AuditActor.AssertedUser(user, role);
        return new AuditActor(
                caller.client(),
                caller.subject(),
                organisation,
                asserted,
                asserted == null ? AuditActor.Capacity.SYSTEM : AuditActor.Capacity.STAFF);
    }
}
