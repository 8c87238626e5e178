package uk.concord.audit.fhir.event;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record of every type and kind, with the members that the services write. */
final class EventBodies {

    static final String PATIENT = "0193f0a0-1111-7000-8000-00000000000a";
    static final String PSEUDONYM = "00112233445566778899aabbccddeeff";
    static final String DECISION = "0193f0a0-2222-7000-8000-00000000000b";

    private static final String PARTNER = """
            {"client":"rxn-epr","subject":"9d3e","organisation":"RXN","user":{"id":"dr-1","role":"consultant","asserted":true},\
            "capacity":"staff"}""";
    private static final String SYSTEM = """
            {"client":"zzr01-research","subject":"9d3f","organisation":"RXN","capacity":"system"}""";
    private static final String ITSELF = """
            {"client":"audit-service","subject":"audit-service","capacity":"system"}""";
    private static final String OFFICER = """
            {"client":"gateway-login","subject":"officer-RXN","organisation":"RXN","capacity":"staff"}""";
    private static final String REGIONAL = """
            {"client":"gateway-login","subject":"officer","capacity":"staff"}""";
    private static final String HERSELF = """
            {"client":"gateway-login","subject":"patient-7","capacity":"self"}""";
    private static final String ABOUT = "\"patient\":{\"id\":\"" + PATIENT + "\"},";
    private static final String ABOUT_UNREGISTERED = "\"patient\":{\"pseudonym\":\"" + PSEUDONYM + "\"},";
    private static final String FACTS = """
            "facts":{"question":{"resource_type":"patient-record","action":"read","requester":"RXN","custodian":"P81002",\
            "purpose":"TREAT","role":"consultant","categories":["medications","mental-health"],"labels":[],\
            "supported_obligations":["redact"]},"patient":{"standing":"%s","preferences":%s}},"at":"2026-11-20T10:00:00Z",""";
    private static final String ANSWER = """
            "outcome":"permit","permitted":["medications"],"withheld":["mental-health"],"reasons":[{"rule":"lawful",\
            "effect":"permit","text_key":"lawful-agreement","parameters":{},"texts":{"patient":"The organisations have a sharing \
            agreement.","staff":"The sharing agreement covers this."}}],"obligations":[],"agreement":{"id":"a","title":"Care"},\
            "valid_until":"2026-11-20T10:05:00Z","revisions":{"release":"7","register":"42","patient":3}""";
    private static final String PREFERENCES = """
            [{"scheme":"research","effect":"deny","under_review":false,"exceptions":[]},\
            {"scheme":"shared-care-record","effect":"permit","under_review":false,"exceptions":[]}]""";

    private final Map<String, byte[]> all = new LinkedHashMap<>();

    private EventBodies() {}

    /** All of them by what they are. */
    static Map<String, byte[]> all() {
        EventBodies bodies = new EventBodies();
        bodies.decisions();
        bodies.accesses();
        bodies.cohorts();
        bodies.changes();
        bodies.readings();
        bodies.others();
        return bodies.all;
    }

    static byte[] of(String what) {
        return all().get(what);
    }

    private void decisions() {
        String said = FACTS.formatted("registered", PREFERENCES) + ANSWER;
        String silent = FACTS.formatted("registered", "[]") + ANSWER;
        add("decision with preferences", "decision", "policy-service", ABOUT, PARTNER, "TREAT", "permit", said);
        add("decision in part", "decision", "policy-service", ABOUT, PARTNER, "TREAT", "partial", said);
        add("decision refused", "decision", "policy-service", ABOUT, PARTNER, "HRESCH", "deny", said);
        add(
                "decision by a system with preferences",
                "decision",
                "policy-service",
                ABOUT,
                SYSTEM,
                "TREAT",
                "permit",
                said);
        add("decision without preferences", "decision", "policy-service", ABOUT, PARTNER, "BTG", "permit", silent);
        add(
                "decision about somebody unregistered",
                "decision",
                "policy-service",
                ABOUT_UNREGISTERED,
                PARTNER,
                "TREAT",
                "deny",
                FACTS.formatted("unregistered", "[]") + ANSWER);
        add("decision about something else", "decision", "policy-service", "", SYSTEM, null, "permit", """
                "facts":{"question":{"resource_type":"thing","action":"read"},"members":{"subject":{"type":"system","id":"x"}}},""" + ANSWER);
    }

    private void accesses() {
        String detail = """
                "custodian":"P81002","interaction":"%s","resource_type":"Observation","returned":3,"withheld":1,"not_asked_for":0,\
                "other_patients":0""";
        for (String interaction : new String[] {"search", "page", "read"}) {
            add(
                    "access by " + interaction,
                    "access",
                    "gateway",
                    ABOUT,
                    PARTNER,
                    "TREAT",
                    "partial",
                    detail.formatted(interaction));
        }
        add(
                "access about somebody unregistered",
                "access",
                "gateway",
                ABOUT_UNREGISTERED,
                PARTNER,
                "TREAT",
                "permit",
                detail.formatted("search"));
    }

    private void cohorts() {
        String common =
                "\"of\":\"list\",\"at\":\"2026-11-20T10:00:00Z\",\"revisions\":{\"release\":\"7\",\"register\":\"42\"},";
        add("cohort begun", "cohort", "policy-service", "", SYSTEM, "HRESCH", "begun", common + """
                "question":{"resource_type":"patient-record","custodian":"P81002","purpose":"HRESCH"},"people_on_the_register":100""");
        add(
                "cohort complete",
                "cohort",
                "policy-service",
                "",
                SYSTEM,
                "HRESCH",
                "complete",
                common + "\"totals\":{\"permit\":1}");
        add(
                "cohort broken off",
                "cohort",
                "policy-service",
                "",
                SYSTEM,
                "HRESCH",
                "broken-off",
                common + "\"error\":\"away\"");
        add(
                "cohort part",
                "cohort-part",
                "policy-service",
                "",
                SYSTEM,
                "HRESCH",
                "answered",
                common + """
                "part":1,"people":2,"answers":[{"outcome":"permit","permitted":["medications"],"withheld":[],"reasons":["r"],\
                "patients":["%s"],"revisions":[3],"pseudonyms":["%s"]}]""".formatted(PATIENT, PSEUDONYM));
    }

    private void changes() {
        String change = """
                "revision_before":2,"revision_after":3,"changes":[{"scheme":"research","before":{"version":1,"state":"active",\
                "effect":"permit","exceptions":[]},"after":{"version":2,"state":"active","effect":"deny","exceptions":[]}},\
                {"scheme":"shared-care-record","after":{"version":1,"state":"withdrawn"}}],"wording":"w1","channel":"web",\
                "evidence":"none\"""";
        add(
                "preference changed by herself",
                "preference-change",
                "consent-service",
                ABOUT,
                HERSELF,
                null,
                "changed",
                change);
        add(
                "preference changed by staff",
                "preference-change",
                "consent-service",
                ABOUT,
                OFFICER,
                null,
                "changed",
                change);
        add(
                "patient registered",
                "patient-registered",
                "consent-service",
                ABOUT,
                REGIONAL,
                null,
                "registered",
                "\"revision\":0");
        add("register changed", "register-change", "policy-service", "", REGIONAL, null, "changed", """
                "register_revision":43,"changed_count":1,"changed":["agreements/direct-care"],"changes":[{"thing":\
                "agreements/direct-care","what":"changed","members":["status"]}],"reason":"Suspended"\
                """);
        add(
                "release drafted",
                "release-change",
                "policy-service",
                "",
                REGIONAL,
                null,
                "drafted",
                "\"release\":8,\"note\":\"New rule\"");
        add(
                "release approved",
                "release-change",
                "policy-service",
                "",
                REGIONAL,
                null,
                "approved",
                "\"release\":8,\"note\":\"\"");
    }

    private void readings() {
        add(
                "trail searched",
                "audit-read",
                "audit-service",
                "",
                OFFICER,
                null,
                "read",
                "\"criteria\":{\"purpose\":\"TREAT\"},\"returned\":3");
        add("trail searched for a patient", "audit-read", "audit-service", ABOUT, OFFICER, null, "read", """
                "criteria":{"patient":{"id":"%s"}},"returned":3""".formatted(
                        PATIENT));
        add(
                "patient looked up",
                "audit-read",
                "audit-service",
                ABOUT_UNREGISTERED,
                REGIONAL,
                null,
                "read",
                "\"form\":\"lookup\"");
        add("record opened", "audit-read", "audit-service", ABOUT, OFFICER, null, "read", """
                "record":"%s","form":"page","related":[]""".formatted(DECISION));
        add("record about nobody opened", "audit-read", "audit-service", "", REGIONAL, null, "read", """
                "record":"%s","form":"fhir\"""".formatted(
                        DECISION));
        add("record not found", "audit-read", "audit-service", "", OFFICER, null, "not-found", """
                "record":"%s","form":"record\"""".formatted(DECISION));
        add("overview read", "audit-read", "audit-service", "", OFFICER, null, "read", "\"counts\":{\"refused\":2}");
        add(
                "ledger check started",
                "audit-read",
                "audit-service",
                "",
                REGIONAL,
                null,
                "started",
                "\"form\":\"ledger-check\"");
        add("patient's own look", "audit-read", "audit-service", ABOUT, HERSELF, null, "read", "\"returned\":20");
    }

    private void others() {
        add("emergency declared", "break-glass-declared", "policy-service", ABOUT, PARTNER, "BTG", "declared", """
                "grant":"g","reason_code":"OVRER","reason":"Found <unconscious> & alone","relationship":"on call","until":\
                "2026-11-20T14:00:00Z\"""");
        add(
                "emergency ended",
                "break-glass-ended",
                "policy-service",
                ABOUT,
                OFFICER,
                "BTG",
                "ended",
                "\"grant\":\"g\",\"reason\":\"over\"");
        add("signed in", "sign-in", "gateway", "", REGIONAL, null, "signed-in", "\"roles\":[\"ig-officer\"]");
        add("patient signed in", "sign-in", "gateway", "", HERSELF, null, "signed-in", "\"roles\":[\"patient\"]");
        add("signed out", "sign-out", "gateway", "", REGIONAL, null, "signed-out", "\"x\":1");
        add("operation", "operation", "consent-service", "", REGIONAL, null, "accepted", "\"x\":1");
        add("keys of the ledger changed", "ledger-key-change", "audit-service", "", ITSELF, null, "changed", """
                "origin":"ledger.example","size":10,"keys":[{"role":"current","id":"530d903a","key":"ledger.example+530d903a+A"}]""");
        add(
                "a type of the future",
                "moon-landing",
                "policy-service",
                ABOUT,
                PARTNER,
                "something local",
                "landed",
                "\"x\":1");
        add("external", "external", "audit-service", ABOUT, PARTNER, "TREAT", "success", """
                "resource":{"resourceType":"AuditEvent","text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>"},\
                "type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"action":"R",\
                "recorded":"2026-11-20T09:59:00+00:00","outcome":"0","agent":[{"who":{"display":"dr"},"requestor":true}],\
                "source":{"observer":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RXN"}}}}""");
    }

    private void add(
            String what,
            String type,
            String source,
            String patient,
            String actor,
            String purpose,
            String outcome,
            String detail) {
        String id = "0193f0a0-3333-7000-8000-%012d".formatted(all.size());
        String organisations =
                type.startsWith("sign") ? "" : actor.contains("RXN") ? "\"P81002\",\"RXN\"" : "\"P81002\"";
        String forPurpose = purpose == null ? "" : "\"purpose\":\"" + purpose + "\",";
        String decision = type.matches("decision|access|cohort.*") ? "\"decision_id\":\"" + DECISION + "\"," : "";
        String body =
                """
                {"schema":"concord-audit/1","id":"%s","type":"%s","occurred_at":"2026-11-20T10:00:00.123456Z","source":"%s",\
                "request_id":"r-1",%s"actor":%s,"organisations":[%s],%s"outcome":"%s",%s"summary":"RXN asked P81002 <&> so.",\
                "detail":{%s}}""".formatted(id, type, source, patient, actor, organisations, forPurpose, outcome, decision, detail);
        all.put(what, body.getBytes(StandardCharsets.UTF_8));
    }
}
