/** The table, and the page that keeps it. */
@NullMarked
package uk.concord.benchmark.report;

import org.jspecify.annotations.NullMarked;
