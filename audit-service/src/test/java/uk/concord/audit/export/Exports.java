package uk.concord.audit.export;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Asks the running service for archives, and unpacks them. */
final class Exports {

    /** Whose records are exported; the test says which patient that is. */
    static final String NUMBER = "9990548609";

    private Exports() {}

    static Response export(RequestSpecification somebody) {
        return export(somebody, NUMBER);
    }

    static Response export(RequestSpecification somebody, String number) {
        return somebody.contentType(ContentType.JSON)
                .body("{\"nhs_number\":\"" + number + "\"}")
                .post("/audit/exports");
    }

    static Map<String, byte[]> unpacked(Response answer) throws IOException {
        return unpacked(answer.then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Disposition", equalTo("attachment; filename=\"subject-access.zip\""))
                .extract()
                .asByteArray());
    }

    /** The files of an archive, in its order. */
    static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    static String text(Map<String, byte[]> archive, String name) {
        return new String(archive.get(name), StandardCharsets.UTF_8);
    }
}
