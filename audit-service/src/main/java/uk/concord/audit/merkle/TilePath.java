package uk.concord.audit.merkle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a tile's number, C2SP tlog-tiles: groups of three digits, all but the last with an {@code x} before them, then
 * {@code .p/<width>} for a partial tile.
 *
 * @param index the tile's number in its level
 * @param width its hashes or entries: 256 for a full tile, 1 to 255 for a partial one
 */
public record TilePath(long index, int width) {

    private static final Pattern PATH = Pattern.compile("((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final int GROUP = 1000;

    /** Reads the part of the path behind the level, or nothing if it is none or isn't in its one canonical form. */
    public static Optional<TilePath> parse(String path) {
        Matcher match = PATH.matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(match.group(1).replace("x", "").replace("/", ""));
        int width = match.group(2) == null ? Tile.WIDTH : Integer.parseInt(match.group(2));
        if (match.group(2) != null && width >= Tile.WIDTH) {
            return Optional.empty();
        }
        TilePath parsed = new TilePath(index, width);
        return Optional.of(parsed).filter(tile -> tile.text().equals(path));
    }

    /** The canonical path. */
    public String text() {
        StringBuilder text = new StringBuilder("%03d".formatted(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            text.insert(0, "x%03d/".formatted(rest % GROUP));
        }
        return width == Tile.WIDTH ? text.toString() : text + ".p/" + width;
    }

    /** The first hash or entry of the tile. */
    public long first() {
        return index * Tile.WIDTH;
    }
}
