/** What Concord's decision costs, measured against its peers in the same run: one command, one table. */
@NullMarked
package uk.concord.benchmark;

import org.jspecify.annotations.NullMarked;
