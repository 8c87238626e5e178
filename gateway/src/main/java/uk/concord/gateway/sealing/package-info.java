/**
 * Seals what leaves the gateway's memory and must come back unread and unchanged: tokens in the database, page links at
 * partners. One key from the settings, one derived key for each use.
 */
@NullMarked
package uk.concord.gateway.sealing;

import org.jspecify.annotations.NullMarked;
