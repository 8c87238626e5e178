/**
 * Audit records as FHIR R4 AuditEvents, after IHE's Basic Audit Log Patterns (BALP) where a record holds what a pattern demands. A
 * pure function of the record: the same record always gives the same resource.
 */
@NullMarked
package uk.concord.audit.fhir.event;

import org.jspecify.annotations.NullMarked;
