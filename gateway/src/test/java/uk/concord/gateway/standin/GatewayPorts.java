package uk.concord.gateway.standin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.concord.stack.port.FreePorts;

/** Says where the systems behind the gateway are, before it starts; the stand-ins come later, at these ports. */
public class GatewayPorts implements QuarkusTestResourceLifecycleManager {

    public static final String PUBLIC = "https://concord.example";

    private static final List<String> NAMES =
            List.of("consent", "policy", "audit", "sign-in", "practice", "custodian", "nobody");

    @Override
    public Map<String, String> start() {
        List<Integer> ports = FreePorts.several(NAMES.size());
        Map<String, String> settings = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            settings.put("test.port." + NAMES.get(i), String.valueOf(ports.get(i)));
            addresses.put(NAMES.get(i), "http://localhost:" + ports.get(i));
        }
        settings.put("concord.public-base-url", PUBLIC);
        settings.put("concord.consent-service.url", addresses.get("consent"));
        settings.put("concord.policy-service.url", addresses.get("policy"));
        settings.put("concord.audit-service.url", addresses.get("audit"));
        settings.put("concord.sign-in.url", addresses.get("sign-in"));
        settings.put("concord.sign-in.discovery", "false");
        settings.put("concord.sign-in.client-secret", "secret-of-the-client-that-signs-in");
        settings.put("concord.service-client-secret", "secret-of-the-gateway");
        settings.put("quarkus.oidc-client.auth-server-url", addresses.get("sign-in"));
        settings.put("concord.gateway.sealing-key", "dGVzdC1zZWFsaW5nLWtleS10ZXN0LXNlYWxpbmcta2V5LTEyMzQ=");
        settings.put("concord.pseudonym-key", "dGVzdC1wc2V1ZG9ueW0ta2V5LXRlc3QtcHNldWRvbnltLWtleQ==");
        settings.put("concord.custodian.\"P81002\".fhir-base-url", addresses.get("practice") + "/fhir");
        settings.put("concord.custodian.\"Y00001\".fhir-base-url", addresses.get("custodian") + "/fhir");
        settings.put("concord.custodian.\"Y00002\".fhir-base-url", addresses.get("nobody") + "/fhir");
        settings.put("concord.rate-limit.burst", "600");
        settings.put("concord.rate-limit.per-second", "20");
        settings.put("concord.upstream.silent-for", "PT3S");
        settings.put("concord.upstream.answer-within", "PT3S");
        settings.put("concord.upstream.largest-answer", "200000");
        settings.put("concord.enforcement.register-fresh-for", "PT0S");
        settings.put("concord.enforcement.register-usable-for", "PT0S");
        settings.put("concord.routing.largest-import", "4194304");
        return settings;
    }

    @Override
    public void stop() {
        // The ports were only found, not held.
    }
}
