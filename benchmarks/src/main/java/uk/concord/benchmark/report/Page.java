package uk.concord.benchmark.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that keeps the table. Only what stands between its two marks is written; the prose around it is people's. */
public final class Page {

    private static final String BEGIN = "<!-- measured: begin -->\n";
    private static final String END = "<!-- measured: end -->\n";

    private Page() {}

    /** Puts the text between the marks of the page. */
    public static void write(Path page, String measured) {
        try {
            Files.writeString(page, replaced(Files.readString(page), measured));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String replaced(String page, String measured) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the page has lost the marks between which the table stands");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + measured + "\n" + page.substring(end);
    }
}
