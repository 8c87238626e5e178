/**
 * The ledger: its byte format, what is written in one transaction, and the tree as it is stored. Nothing here decides who may
 * read what.
 */
@NullMarked
package uk.concord.audit.ledger;

import org.jspecify.annotations.NullMarked;
