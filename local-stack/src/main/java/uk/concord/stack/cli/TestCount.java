package uk.concord.stack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Sums up what Surefire and Failsafe have written about the tests of all modules. */
final class TestCount {

    private final Path root;
    private int passed;
    private int failed;
    private int skipped;

    TestCount(Path root) {
        this.root = root;
    }

    /** Prints the closing line of {@code ./concord test}. Its status is not 0 when a test failed or was skipped, or none ran. */
    int print(PrintStream out) throws IOException {
        for (Path report : reports()) {
            add(report);
        }
        out.println(passed + " passed, " + failed + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped"));
        return failed == 0 && skipped == 0 && passed > 0 ? 0 : 1;
    }

    int passed() {
        return passed;
    }

    int failed() {
        return failed;
    }

    private List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.find(
                root,
                4,
                (file, attributes) -> file.getFileName().toString().matches("TEST-.*\\.xml")
                        && file.getParent() != null
                        && file.getParent().getFileName().toString().endsWith("-reports"))) {
            return files.toList();
        }
    }

    private void add(Path report) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            int bad = number(xml, "failures") + number(xml, "errors");
            int left = number(xml, "skipped");
            failed += bad;
            skipped += left;
            passed += number(xml, "tests") - bad - left;
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(report + " is no report of tests", e);
        }
    }

    private static int number(XMLStreamReader xml, String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
