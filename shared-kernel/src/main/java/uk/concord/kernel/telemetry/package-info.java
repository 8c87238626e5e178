/**
 * Keeps personal data out of traces: URLs of FHIR queries may hold an NHS number, spans must not.
 */
@NullMarked
package uk.concord.kernel.telemetry;

import org.jspecify.annotations.NullMarked;
