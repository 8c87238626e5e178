/**
 * Records in the ledger, and who may see which: found, searched, and each reading recorded itself before it is answered.
 */
@NullMarked
package uk.concord.audit.trail;

import org.jspecify.annotations.NullMarked;
