/**
 * The audit trail as FHIR R4 AuditEvents: officers read and search them within the bounds of the trail, partner systems hand in
 * their own. Errors are OperationOutcomes.
 */
@NullMarked
package uk.concord.audit.fhir;

import org.jspecify.annotations.NullMarked;
