/** The officer's pages over the reviews of break-glass: the queue, and one review with what can be done next. */
@NullMarked
package uk.concord.audit.review.page;

import org.jspecify.annotations.NullMarked;
