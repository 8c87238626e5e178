/** Measures the ledger: appending and becoming provable beside Tessera's POSIX log, searching, verifying, and what a record takes. */
@NullMarked
package uk.concord.benchmark.ledger;

import org.jspecify.annotations.NullMarked;
