/**
 * The register and the live release as OPA bundles, over OPA's bundle API. An OPA that waits for a change is answered when it
 * happens.
 */
@NullMarked
package uk.concord.policy.bundle;

import org.jspecify.annotations.NullMarked;
