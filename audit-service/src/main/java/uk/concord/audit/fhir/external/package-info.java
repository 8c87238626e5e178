/**
 * AuditEvents that partner systems hand in: checked, freed of NHS numbers, bound to an organisation that the caller speaks for, and
 * recorded once.
 */
@NullMarked
package uk.concord.audit.fhir.external;

import org.jspecify.annotations.NullMarked;
