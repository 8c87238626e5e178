package uk.concord.policy.opa;

import org.jspecify.annotations.Nullable;

/** The revisions of the bundles that OPA has activated; null for one that it has never had. */
public record ActiveRevisions(
        @Nullable String release, @Nullable String register) {}
