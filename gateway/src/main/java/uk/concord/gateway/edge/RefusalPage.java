package uk.concord.gateway.edge;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A refusal as a page, for people; systems get a problem. Who isn't signed in is sent to sign in first. */
final class RefusalPage {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    // What session.ReturnPath takes.
    private static final int LONGEST_RETURN = 500;

    /** What isn't a page, whoever asks for it. */
    private static final Pattern API = Pattern.compile(
            "/(me|access|register|releases|patients|audit|fhir|\\.well-known)([/?].*)?|/session(\\?.*)?");

    private RefusalPage() {}

    @CheckedTemplate(basePath = "gateway")
    static class Templates {
        static native TemplateInstance refusal(
                String heading, List<String> sentences, @Nullable String signIn, @Nullable String reference);

        static native TemplateInstance unsent(String action, List<Field> fields);
    }

    /** What somebody entered in one field of a form. */
    record Field(String name, String value) {}

    /**
     * For a form that came after the session had ended: what was entered goes with the page, to be sent again once she has signed
     * in, so that nothing typed is lost and nothing of it is kept here.
     */
    static String unsent(String path, MultiMap form) {
        List<Field> fields = form.entries().stream()
                .map(entry -> new Field(entry.getKey(), entry.getValue()))
                .toList();
        return Templates.unsent(path, fields).render();
    }

    /** Whether a browser asks for a page, not for an API: it names text/html itself; API clients name JSON, or anything at all. */
    static boolean isWanted(HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.toLowerCase(Locale.ROOT).contains("text/html")
                && !API.matcher(request.uri()).matches();
    }

    /**
     * Where somebody who isn't signed in, and wanted to see this page, signs in to come back to it; to the page without its query if
     * that is longer than what signing in can keep.
     */
    static String signIn(String pathAndQuery) {
        String back = pathAndQuery.length() > LONGEST_RETURN ? PathCheck.rawPath(pathAndQuery) : pathAndQuery;
        return "/session/login?return_to=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    static String of(int status, @Nullable String reference) {
        String signIn = status == UNAUTHORIZED ? signIn("/") : null;
        return Templates.refusal(heading(status), sentences(status), signIn, reference)
                .render();
    }

    private static String heading(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "You are signed out";
            case FORBIDDEN -> "You can’t do this here";
            case NOT_FOUND -> "Page not found";
            case TOO_MANY -> "Too many requests";
            default -> status >= SERVER_ERROR ? "Sorry, there is a problem with the service" : "That didn’t work";
        };
    }

    private static List<String> sentences(int status) {
        return switch (status) {
            case UNAUTHORIZED ->
                List.of(
                        "You signed out, or you were signed out because you didn’t use the service for a while.",
                        "Sign in again to go on. The answers that you gave so far are kept.");
            case FORBIDDEN ->
                List.of(
                        "What you sent didn’t come from a page of this service.",
                        "Go to the start page and try again from there.");
            case NOT_FOUND ->
                List.of(
                        "If you typed the address, check that it is correct.",
                        "If you followed a link, go to the start page and look for it there.");
            case TOO_LARGE -> List.of("What you sent is too long. Shorten it and try again.");
            case TOO_MANY -> List.of("Wait a minute, then try again.");
            default ->
                status >= SERVER_ERROR
                        ? List.of(
                                "Try again in a few minutes. Nothing that you confirmed before is lost.",
                                "If you were about to confirm something, look on the start page whether it was done.")
                        : List.of("The address or what was sent with it can’t be understood.");
        };
    }
}
