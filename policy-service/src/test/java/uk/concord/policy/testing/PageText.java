package uk.concord.policy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.regex.Pattern;

/** A page as a browser got it. */
public record PageText(String html) {

    private static final Pattern INLINE = Pattern.compile(
            "<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|javascript:", Pattern.CASE_INSENSITIVE);

    /** The page with this status, after checking what holds for every page. */
    public static PageText of(Response answer, int status) {
        String html = answer.then()
                .statusCode(status)
                .contentType("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        assertThat(INLINE.matcher(html).find()).as("inline script or style").isFalse();
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"en\">", "id=\"maincontent\"", "/assets/concord.")
                .doesNotContain("NOT_FOUND", "{page.", "{#");
        assertThat(html.split("<h1", -1)).as("one heading of the first level").hasSize(2);
        return new PageText(html);
    }

    /** What a reader sees, without markup, with single spaces. */
    public String text() {
        return html.replaceAll("(?s)<[^>]*>", " ")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    /** The addresses that the page leads to. */
    public List<String> links() {
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList();
    }
}
