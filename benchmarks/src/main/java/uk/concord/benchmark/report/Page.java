package uk.concord.benchmark.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that keeps the table. Only what stands between its two marks is written; the prose around it is people's. */
public final class Page {

    private Page() {}

    /** Puts the text between the marks of the page that has only one table. */
    public static void write(Path page, String measured) {
        write(page, "measured", measured);
    }

    /** Puts the text between the marks with this name. */
    public static void write(Path page, String name, String measured) {
        try {
            Files.writeString(page, replaced(Files.readString(page), name, measured));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String replaced(String page, String name, String measured) {
        String mark = "<!-- " + name + ": begin -->\n";
        int begin = page.indexOf(mark);
        int end = page.indexOf("<!-- " + name + ": end -->\n");
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the page has lost the marks between which the table stands");
        }
        return page.substring(0, begin + mark.length()) + "\n" + measured + "\n" + page.substring(end);
    }
}
