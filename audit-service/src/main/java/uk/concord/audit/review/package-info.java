/**
 * The review of each use of break-glass: a case for every grant that was declared, its moves from declared to closed, its due date
 * with reminders, and whether its records are withheld from the patient. What is kept follows from the ledger.
 */
@NullMarked
package uk.concord.audit.review;

import org.jspecify.annotations.NullMarked;
