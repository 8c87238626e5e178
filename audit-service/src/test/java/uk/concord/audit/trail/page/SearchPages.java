package uk.concord.audit.trail.page;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.restassured.specification.RequestSpecification;
import uk.concord.audit.testing.PageText;

/** The page of the search as a browser without script uses it. */
final class SearchPages {

    // Ten digits and not just the first three, which random ids may hold.
    private static final String TYPED_NUMBER = ".*999(\\+|%20)?[0-9]{3}(\\+|%20)?[0-9]{4}.*";

    private SearchPages() {}

    static String found(RequestSpecification form) {
        return html(form)
                .redirects()
                .follow(false)
                .post("/trail/records")
                .then()
                .statusCode(303)
                .header("Cache-Control", equalTo("no-store"))
                .header("Location", not(matchesPattern(TYPED_NUMBER)))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]*", "");
    }

    static int lines(PageText page) {
        return page.html().split("<tr role=\"row\" class=\"nhsuk-table__row\">", -1).length - 1;
    }

    static RequestSpecification html(RequestSpecification request) {
        return request.accept("text/html").urlEncodingEnabled(false);
    }
}
