/**
 * The Merkle tree of RFC 6962 and RFC 9162, and the arithmetic of C2SP tlog-tiles: pure functions over hashes. Nothing here
 * knows of databases, records or signatures.
 */
@NullMarked
package uk.concord.audit.merkle;

import org.jspecify.annotations.NullMarked;
