package uk.concord.audit.trail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records, newest first.
 *
 * @param next what to send as {@code after} for those before them; nothing if there are none
 */
public record Page<T>(List<T> records, @Nullable String next) {}
