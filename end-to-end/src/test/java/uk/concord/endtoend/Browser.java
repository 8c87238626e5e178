package uk.concord.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does with cookies, redirects and the sign-in form, without one. */
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final int REDIRECTS = 10;

    private final URI gateway;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Browser(URI gateway) {
        this.gateway = gateway;
    }

    Browser withTheSameCookies() {
        Browser other = new Browser(gateway);
        cookies.getCookieStore()
                .getURIs()
                .forEach(uri -> cookies.getCookieStore()
                        .get(uri)
                        .forEach(cookie -> other.cookies.getCookieStore().add(uri, (HttpCookie) cookie.clone())));
        return other;
    }

    void signIn(String account, String password) {
        HttpResponse<String> page = follow(get("/session/login?return_to=/session"));
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no sign-in form at " + page.uri().getPath() + ", status " + page.statusCode());
        }
        String fields = "username=" + encode(account) + "&password=" + encode(password) + "&credentialId=";
        HttpResponse<String> end =
                follow(send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))));
        if (end.statusCode() != 200 || !end.uri().getAuthority().equals(gateway.getAuthority())) {
            throw new AssertionError("sign-in ended at " + end.uri().getPath() + " with status " + end.statusCode());
        }
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith("q_session"))
                .toList();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(gateway.resolve(path)).GET());
    }

    HttpResponse<String> put(String path, long revision, String json, String origin) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + revision + "\"")
                .PUT(HttpRequest.BodyPublishers.ofString(json));
        return send(origin == null ? request : request.header("Origin", origin));
    }

    HttpResponse<String> post(String path, String origin) {
        return send(HttpRequest.newBuilder(gateway.resolve(path))
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> latest = answer;
        for (int i = 0; i < REDIRECTS && latest.statusCode() / 100 == 3; i++) {
            URI target =
                    latest.uri().resolve(latest.headers().firstValue("Location").orElseThrow());
            latest = send(HttpRequest.newBuilder(target).GET());
        }
        return latest;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            // Browsers send secure cookies to localhost without TLS, too; the JDK's client does not.
            cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
