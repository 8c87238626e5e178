/**
 * One family of domain errors, each with a type, a title and a status, and the one place where they become RFC 9457
 * problems. No problem ever carries personal data or a stack trace.
 */
@NullMarked
package uk.concord.kernel.problem;

import org.jspecify.annotations.NullMarked;
