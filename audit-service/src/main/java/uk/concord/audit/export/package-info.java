/**
 * The answer to a subject access request: every record about one person with what proves it, in one archive that can be checked without
 * our software.
 */
@NullMarked
package uk.concord.audit.export;

import org.jspecify.annotations.NullMarked;
