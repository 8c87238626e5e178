/**
 * The audit record as every service writes it and as the ledger keeps it. A record names a patient by id or pseudonym,
 * never by NHS number.
 */
@NullMarked
package uk.concord.kernel.audit;

import org.jspecify.annotations.NullMarked;
