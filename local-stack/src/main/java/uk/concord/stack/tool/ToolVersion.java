package uk.concord.stack.tool;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Three numbers, compared one after the other: 1.9.0 is older than 1.10.0. */
record ToolVersion(int major, int minor, int patch) implements Comparable<ToolVersion> {

    private static final Pattern WRITTEN =
            Pattern.compile("v?(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?(-[0-9A-Za-z.-]+)?");
    private static final Comparator<ToolVersion> ORDER = Comparator.comparingInt(ToolVersion::major)
            .thenComparingInt(ToolVersion::minor)
            .thenComparingInt(ToolVersion::patch);

    /** The first version that a text names, such as the answer of {@code opa version}. A pre-release counts as none. */
    static Optional<ToolVersion> in(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.find() || matcher.group(4) != null) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        return Optional.of(new ToolVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch)));
    }

    @Override
    public int compareTo(ToolVersion other) {
        return ORDER.compare(this, other);
    }
}
