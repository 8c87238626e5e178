package uk.concord.audit.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Records of a question about many people, as policy-service writes them. */
public record CohortBodies(
        UUID id, UUID decision, List<String> allowed, List<String> refused, List<String> pseudonyms) {

    public static CohortBodies part(List<UUID> allowed, List<UUID> refused, String... pseudonyms) {
        return new CohortBodies(
                UUID.randomUUID(),
                UUID.randomUUID(),
                allowed.stream().map(UUID::toString).toList(),
                refused.stream().map(UUID::toString).toList(),
                List.of(pseudonyms));
    }

    public byte[] bytes() {
        return """
                {"schema":"concord-audit/1","id":"%s","type":"cohort-part","occurred_at":"2026-11-21T10:00:00Z",\
                "source":"policy-service","request_id":"r-1","actor":{"client":"zzr01-research","subject":"s",\
                "organisation":"RXN","user":{"id":"u","role":"researcher","asserted":true},"capacity":"system"},\
                "organisations":["P81002","RXN"],"purpose":"HRESCH","outcome":"answered","decision_id":"%s",\
                "summary":"RXN asked P81002 about many people at once for HRESCH. This is about some of them.",\
                "detail":{"of":"list","part":1,"people":%d,"answers":[\
                {"outcome":"permit","permitted":["medications"],"withheld":[],"reasons":["r"],"patients":[%s],"revisions":[],"pseudonyms":[]},\
                {"outcome":"deny","permitted":[],"withheld":["medications"],"reasons":["r"],"patients":[%s],"revisions":[],"pseudonyms":[%s]}]}}""".formatted(
                        id,
                        decision,
                        allowed.size() + refused.size() + pseudonyms.size(),
                        quoted(allowed),
                        quoted(refused),
                        quoted(pseudonyms))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(List<String> all) {
        return all.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(","));
    }
}
