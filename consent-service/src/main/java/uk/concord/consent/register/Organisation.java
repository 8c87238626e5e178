package uk.concord.consent.register;

import org.jspecify.annotations.Nullable;

/**
 * An organisation that a choice may name.
 *
 * @param code ODS code
 * @param type such as GP_PRACTICE
 * @param closed whether it is there no longer
 */
public record Organisation(
        String code, String name, String type, @Nullable String postcode, boolean closed) {}
