package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What OPA compares a bundle's file with: SHA-256 of a module's bytes, and of a JSON document with its members in the order of
 * their names' bytes, numbers as they are written and strings as Go writes them.
 */
final class ContentHash {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int FIRST_PRINTABLE = 0x20;

    private ContentHash() {}

    static String of(String path, String content) {
        return sha256(isJson(path) ? canonical(content) : content);
    }

    private static boolean isJson(String path) {
        return path.endsWith(".manifest") || path.endsWith("data.json");
    }

    private static String canonical(String content) {
        try (JsonParser parser = JSON.createParser(content)) {
            parser.nextToken();
            return value(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getText());
            default -> parser.getText();
        };
    }

    private static String object(JsonParser parser) throws IOException {
        SortedMap<String, String> members = new TreeMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        StringJoiner all = new StringJoiner(",", "{", "}");
        members.forEach((name, value) -> all.add(string(name) + ":" + value));
        return all.toString();
    }

    private static String array(JsonParser parser) throws IOException {
        StringJoiner all = new StringJoiner(",", "[", "]");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            all.add(value(parser));
        }
        return all.toString();
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> append(quoted, point);
            }
        });
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int point) {
        boolean lineSeparator = point == 0x2028 || point == 0x2029;
        if (point < FIRST_PRINTABLE || lineSeparator) {
            quoted.append("\\u").append(HexFormat.of().toHexDigits((char) point));
        } else if (Character.getType(point) == Character.SURROGATE) {
            // Half of a character: Go reads it as the replacement character.
            quoted.append('\uFFFD');
        } else {
            quoted.appendCodePoint(point);
        }
    }

    static String sha256(String content) {
        return HexFormat.of().formatHex(sha256(utf8(content)));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
