/** The officer's page over the release in force: who approved it, and its texts as patients and staff read them. */
@NullMarked
package uk.concord.policy.release.page;

import org.jspecify.annotations.NullMarked;
