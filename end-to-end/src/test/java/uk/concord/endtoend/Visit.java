package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's visit, with a browser of her own. */
final class Visit implements AutoCloseable {

    private static final int PHONE = 320;
    private static final int DESK = 1_280;
    private static final int HEIGHT = 900;
    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    // A class that means nothing leaves no other trace than a page that looks wrong.
    private static final String MISSING_UTILITIES = """
            () => {
              const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join();
              const used = [...document.querySelectorAll("[class*=nhsuk-u-]")].flatMap(element => [...element.classList]);
              return used.filter(name => name.startsWith("nhsuk-u-") && !rules.includes("." + name));
            }""";

    private final Platform platform;
    private final BrowserContext context;
    private final Page page;
    private final boolean script;
    private final List<String> faults = new ArrayList<>();

    Visit(Platform platform, Browser browser, boolean script) {
        this.platform = platform;
        this.script = script;
        this.context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(script).setViewportSize(PHONE, HEIGHT));
        this.page = context.newPage();
        String keycloak = platform.keycloak().getAuthority();
        page.onRequest(request -> {
            URI asked = URI.create(request.url());
            boolean ours = platform.gateway().getAuthority().equals(asked.getAuthority())
                    || keycloak.equals(asked.getAuthority());
            if (!ours) {
                faults.add("a request left the platform: " + request.url());
            }
            if (asked.toString().matches(".*999\\d{7}.*")) {
                faults.add("an address held an NHS number");
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                faults.add("console: " + message.text());
            }
        });
    }

    Page page() {
        return page;
    }

    /** Opens this path and gives the status of the answer. */
    int open(String path) {
        Response answer = page.navigate(platform.gateway() + path);
        return answer.status();
    }

    /** Opens this path, signs in where that is asked, and is back at it. */
    Visit signIn(String account, String path) {
        open(path);
        page.getByLabel("Username").fill(account);
        page.getByLabel("Password").fill(Platform.PASSWORD);
        press("Sign in");
        assertThat(URI.create(page.url()).getAuthority())
                .isEqualTo(platform.gateway().getAuthority());
        return this;
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .first()
                .click();
    }

    void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .first()
                .click();
    }

    void choose(String label) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first()
                .check();
    }

    Locator main() {
        return page.locator("main");
    }

    String path() {
        URI address = URI.create(page.url());
        return address.getPath();
    }

    /** The page as it is now is fit to be shown: on a phone and at a desk, to axe, and without anybody else being asked. */
    Visit looksRight(String name) {
        for (int width : new int[] {PHONE, DESK}) {
            page.setViewportSize(width, HEIGHT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target/screenshots", name + "-" + width + ".png")));
            if (script) {
                Object overflow =
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) overflow).intValue())
                        .as(name + " scrolls sideways at " + width)
                        .isLessThanOrEqualTo(0);
                assertThat((List<?>) page.evaluate(MISSING_UTILITIES))
                        .as(name + ": classes that the style sheet lacks")
                        .isEmpty();
                List<Rule> violations =
                        new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
                assertThat(violations)
                        .as(name + " at " + width + ": axe")
                        .extracting(rule -> rule.getId() + " " + rule.getNodes())
                        .isEmpty();
            }
        }
        page.setViewportSize(PHONE, HEIGHT);
        assertThat(page.title()).as(name).isNotBlank();
        assertThat(page.locator("h1").count())
                .as(name + ": headings of the first level")
                .isEqualTo(1);
        assertThat(faults).as(name).isEmpty();
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
