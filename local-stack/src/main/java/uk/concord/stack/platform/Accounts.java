package uk.concord.stack.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The people and the systems of the demonstration, and their access tokens. Uses the JDK alone. */
public final class Accounts {

    /** The password of every demo account. */
    public static final String PASSWORD = "concord-demo";

    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([A-Za-z0-9._-]+)\"");

    private Accounts() {}

    /** A person who can sign in. */
    public record Person(String account, String who) {}

    /** A partner's system. */
    public record Client(String id, String organisation, String name) {}

    /** The people of the demonstration. */
    public static List<Person> people() {
        return List.of(
                new Person("patient1", "a patient"),
                new Person("patient2", "a patient"),
                new Person("patient3", "a patient"),
                new Person("officer.rxn", "IG officer of Lancashire Teaching Hospitals (RXN)"),
                new Person("officer.region", "IG officer of the region; changes the register, writes policy"),
                new Person("guardian", "Caldicott Guardian; approves policy"),
                new Person("operator", "operator; imports data"));
    }

    /** The partner systems of the demonstration. */
    public static List<Client> clients() {
        return List.of(
                new Client("rxn-epr", "RXN", "Lancashire Teaching Hospitals: electronic patient record"),
                new Client("rxl-epr", "RXL", "Blackpool Teaching Hospitals: electronic patient record"),
                new Client("p81002-gp", "P81002", "General practice P81002: clinical system"),
                new Client("lcc-social-care", "323", "Lancashire County Council: social care system"),
                new Client("zzr01-research", "ZZR01", "Regional Research Environment (synthetic)"),
                new Client("zzc01-care", "ZZC01", "Bay View Home Care (synthetic): care records"));
    }

    /**
     * An access token of a person or of a client.
     *
     * @throws SettingsException when Keycloak is not there, or does not know the account
     */
    public static String token(URI issuer, String account) {
        Map<String, String> form = new LinkedHashMap<>();
        if (people().stream().anyMatch(person -> person.account().equals(account))) {
            form.put("grant_type", "password");
            form.put("client_id", "concord-cli");
            form.put("username", account);
            form.put("password", PASSWORD);
        } else {
            form.put("grant_type", "client_credentials");
            form.put("client_id", account);
            form.put("client_secret", account + "-secret");
        }
        Matcher token = TOKEN.matcher(post(URI.create(issuer + "/protocol/openid-connect/token"), form, account));
        if (!token.find()) {
            throw new SettingsException("Keycloak's answer holds no access token");
        }
        return token.group(1);
    }

    private static String post(URI address, Map<String, String> form, String account) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(20_000);
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            if (status == 400 || status == 401) {
                throw new SettingsException("Keycloak knows no account or client '" + account + "'. Accounts: "
                        + people().stream().map(Person::account).collect(Collectors.joining(", ")) + ". Clients: "
                        + clients().stream().map(Client::id).collect(Collectors.joining(", ")));
            }
            if (status != 200) {
                throw new SettingsException("Keycloak answered " + status + "; see './concord logs keycloak'");
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (ConnectException e) {
            throw new SettingsException(
                    "Keycloak does not answer at " + address + ": start the platform with './concord run'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
