{{/*
The alerts, one for each promise that can be seen to break. The metrics are the services' own; the runbook is
docs/operations-kubernetes.md.
*/}}
{{- define "concord.alerts" -}}
{{- $namespace := printf "namespace=%q" .Release.Namespace -}}
{{- $alerts := .Values.monitoring.alerts -}}
- alert: ConcordProjectionStale
  expr: max by (pod) (concord_projection_age_seconds{ {{- $namespace -}} }) > {{ $alerts.projectionStaleSeconds }}
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: A replica of policy-service no longer hears of changed preferences.
    description: >-
      {{ `{{ $labels.pod }} has heard no heartbeat for {{ $value }} s. It reads preferences from consent-service, or answers 503.
      Look at consent-service's relay and at Kafka.` }}
- alert: ConcordPatientsUnreadable
  expr: max(concord_projection_unreadable_patients{ {{- $namespace -}} }) > 0
  labels:
    severity: critical
  annotations:
    summary: Patients' preferences can't be read, and every question about these patients is denied.
    description: >-
      {{ `{{ $value }} patients. Publish their state again from consent-service (POST /patients/republish); if they stay, the
      events are wrong at their source.` }}
- alert: ConcordLedgerCannotSign
  expr: max(concord_ledger_signing_blocked{ {{- $namespace -}} }) > 0
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: audit-service signs no checkpoints.
    description: >-
      The ledger and the highest checkpoint outside it disagree, or the signing key can't be used. Don't delete the volume of
      checkpoints: it is the evidence. Run the verifier first.
- alert: ConcordAuditLag
  expr: max(concord_audit_lag_seconds{ {{- $namespace -}} }) > {{ $alerts.auditLagSeconds }}
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: Audit records wait too long before they are in the ledger.
    description: >-
      {{ `The oldest has waited {{ $value }} s. Kafka keeps them for 30 days; what isn't ingested by then is lost.` }}
- alert: ConcordAuditEventsParked
  expr: max(concord_audit_parked_events{ {{- $namespace -}} }) > 0
  labels:
    severity: warning
  annotations:
    summary: Audit events that could not be read are parked.
    description: >-
      {{ `{{ $value }} events wait for an operator; GET /audit/status counts them, the topic concord.audit.parked.v1 holds them.` }}
- alert: ConcordServiceDown
  expr: (up{ {{- $namespace }}, job=~"consent-service|policy-service|audit-service|gateway"} == 0) or absent(up{ {{- $namespace }}, job="audit-service"})
  for: 2m
  labels:
    severity: critical
  annotations:
    summary: A pod of Concord can't be read on its management port.
    description: >-
      {{ `{{ $labels.job }}, {{ $labels.pod }}. Of audit-service there is one: while it is away nothing is lost, and nothing can be searched or proved.` }}
{{- end -}}
