package uk.concord.consent.patient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.concord.consent.patient.ImportReport.Rejection;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.NhsNumber;

/** One import: reads lines as they come and registers them in batches, so that its size doesn't matter. */
final class PatientImport {

    private static final int BATCH = 500;
    private static final int REPORTED = 1_000;
    private static final int LONGEST_LINE = 1_024;

    private final Registration registration;
    private final ObjectReader json;
    private final AuditActor actor;
    private final Set<NhsNumber> batch = new LinkedHashSet<>();
    private final List<Rejection> rejected = new ArrayList<>();
    private int rejectedTotal;
    private int registered;
    private int accepted;

    PatientImport(Registration registration, ObjectReader json, AuditActor actor) {
        this.registration = registration;
        this.json = json;
        this.actor = actor;
    }

    /** Reads to the end. What was registered before the stream broke stays registered: an import can be sent again. */
    ImportReport read(InputStream lines) throws IOException {
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        long number = 1;
        for (int read = lines.read(); read >= 0; read = lines.read()) {
            if (read == '\n') {
                take(number, line, length);
                number++;
                length = 0;
            } else {
                if (length < LONGEST_LINE) {
                    line[length] = (byte) read;
                }
                length++;
            }
        }
        take(number, line, length);
        register();
        return new ImportReport(registered, accepted - registered, rejectedTotal, rejected);
    }

    private void take(long number, byte[] line, int length) {
        if (length > LONGEST_LINE) {
            reject(number, "longer than " + LONGEST_LINE + " bytes");
            return;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        if (!text.isEmpty()) {
            read(number, text);
        }
    }

    private void read(long number, String text) {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JsonProcessingException e) {
            reject(number, "not well-formed JSON");
            return;
        }
        if (!node.path("nhs_number").isTextual() || node.size() != 1) {
            reject(number, "not an object with the one member nhs_number, a text");
            return;
        }
        Optional<NhsNumber> nhsNumber = NhsNumber.parse(node.path("nhs_number").textValue());
        if (nhsNumber.isEmpty()) {
            reject(number, "not an NHS number: ten digits, not all equal, with the right check digit");
            return;
        }
        accepted++;
        batch.add(nhsNumber.get());
        if (batch.size() == BATCH) {
            register();
        }
    }

    private void register() {
        if (!batch.isEmpty()) {
            registered += registration.register(batch, actor);
            batch.clear();
        }
    }

    private void reject(long number, String reason) {
        rejectedTotal++;
        if (rejected.size() < REPORTED) {
            rejected.add(new Rejection(number, reason));
        }
    }
}
