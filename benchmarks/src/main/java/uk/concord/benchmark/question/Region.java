package uk.concord.benchmark.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import uk.concord.stack.demo.DemonstrationRegister;

/**
 * The demonstration's register with one partner system more, which may ask in every organisation's name.
 *
 * @param document the body of {@code POST /register/import}
 * @param organisations all ODS codes
 * @param hospitals codes of the trusts, the ambulance trust, the board and the councils, which ask most
 * @param practices codes of the general practices
 */
public record Region(String document, List<String> organisations, List<String> hospitals, List<String> practices) {

    /** The partner system that asks in the measurement. */
    public static final String CLIENT = "benchmark";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the demonstration's register. */
    public static Region ofDemonstration() {
        try {
            ObjectNode register = (ObjectNode) JSON.readTree(DemonstrationRegister.document());
            List<String> all = new ArrayList<>();
            List<String> hospitals = new ArrayList<>();
            List<String> practices = new ArrayList<>();
            for (JsonNode organisation : register.path("organisations")) {
                String code = organisation.path("ods_code").asText();
                all.add(code);
                switch (organisation.path("type").asText()) {
                    case "GP_PRACTICE" -> practices.add(code);
                    case "NHS_TRUST", "AMBULANCE_TRUST", "ICB", "LOCAL_AUTHORITY" -> hospitals.add(code);
                    default -> {}
                }
            }
            ObjectNode system = ((ArrayNode) register.path("partner_systems"))
                    .addObject()
                    .put("client_id", CLIENT)
                    .put("name", "The measurement");
            ArrayNode asks = system.putArray("requester_for");
            ArrayNode enforces = system.putArray("enforces_for");
            all.forEach(code -> {
                asks.add(code);
                enforces.add(code);
            });
            return new Region(register.toString(), List.copyOf(all), List.copyOf(hospitals), List.copyOf(practices));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
