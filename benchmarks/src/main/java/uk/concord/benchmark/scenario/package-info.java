/** One class for each row of the table. */
@NullMarked
package uk.concord.benchmark.scenario;

import org.jspecify.annotations.NullMarked;
