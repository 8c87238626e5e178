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
- alert: ConcordRelayBehind
  expr: max by (job) (concord_relay_lag_seconds{ {{- $namespace -}} }) > {{ $alerts.relayLagSeconds }}
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: Committed changes don't get to Kafka.
    description: >-
      {{ `The oldest change in {{ $labels.job }} has waited {{ $value }} s. No replica leads its relay, or Kafka doesn't acknowledge.` }}
- alert: ConcordPatientsUnreadable
  expr: max(concord_projection_unreadable_patients{ {{- $namespace -}} }) > 0
  labels:
    severity: critical
  annotations:
    summary: Patients' preferences can't be read, and every question about these patients is denied.
    description: >-
      {{ `{{ $value }} patients. Publish their state again from consent-service (POST /patients/republish); if they stay, the
      events are wrong at their source.` }}
- alert: ConcordCanaryPermitted
  expr: max by (pod) (concord_canary_wrong{ {{- $namespace -}} }) > 0
  labels:
    severity: critical
  annotations:
    summary: A policy engine permits what it must refuse, so its replica decides nothing.
    description: >-
      {{ `{{ $labels.pod }} answers 503 to every question. Compare what GET /engines says it holds with what it should hold, keep
      its log, and start the pod anew.` }}
- alert: ConcordEnginesAlarming
  expr: max(concord_engines_alarming{ {{- $namespace -}} }) > 0
  for: 1m
  labels:
    severity: warning
  annotations:
    summary: Policy engines refuse a bundle or stay behind.
    description: >-
      {{ `{{ $value }} engines. GET /engines, or the page Rules, says which and why.` }}
- alert: ConcordAnswersUnlike
  expr: sum(increase(concord_answers_unlike_total{ {{- $namespace -}} }[1h])) > 0
  labels:
    severity: critical
  annotations:
    summary: The rules tell organisations apart that the register doesn't.
    description: >-
      An answer that was lent to another organisation differed from the policy engine's own. Lending has stopped until rules or register
      change; policy-service's log names the two. Look for a rule that takes codes or names of organisations to pieces.
- alert: ConcordLedgerCannotSign
  expr: max(concord_audit_unsigned_seconds{ {{- $namespace -}} }) > {{ $alerts.unsignedSeconds }}
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: audit-service signs no checkpoints.
    description: >-
      {{ `The newest records have waited {{ $value }} s. Its readiness (/q/health/ready) says why: where the ledger contradicts the
      checkpoint outside it, touch neither, and run the verifier.` }}
- alert: ConcordWitnessContradicts
  expr: max by (witness) (concord_audit_witness_contradicts{ {{- $namespace -}} }) > 0
  labels:
    severity: critical
  annotations:
    summary: A witness has seen another ledger under our name.
    description: >-
      {{ `{{ $labels.witness }} has cosigned a ledger that ours doesn't continue: an older state of ours was brought back, or somebody
      signs with its key. GET /audit/status says what the witness said. Delete nothing, and run the verifier.` }}
- alert: ConcordWitnessBehind
  expr: max by (witness) (concord_audit_witness_behind_seconds{ {{- $namespace -}} }) > {{ $alerts.witnessBehindSeconds }}
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: A witness doesn't cosign the ledger's checkpoints.
    description: >-
      {{ `{{ $labels.witness }} is {{ $value }} s behind. GET /audit/status says what it said last; its operator can help.` }}
- alert: ConcordAuditContradiction
  expr: increase(concord_audit_contradictions_total{ {{- $namespace -}} }[1d]) > 0
  labels:
    severity: critical
  annotations:
    summary: An audit event came twice with different content.
    description: Somebody changed an event after it was recorded, or two events share an id. The first stays recorded.
- alert: ConcordAuditLag
  expr: max(concord_audit_lag{ {{- $namespace -}} }) > {{ $alerts.auditLagEvents }}
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: Audit events wait too long to be in the ledger.
    description: >-
      {{ `{{ $value }} events wait. Kafka keeps them for 30 days; what isn't in the ledger by then is lost.` }}
- alert: ConcordAuditEventsParked
  expr: increase(concord_audit_parked_total{ {{- $namespace -}} }[1d]) > 0
  labels:
    severity: warning
  annotations:
    summary: Audit events that could not be read were parked today.
    description: >-
      {{ `{{ $value }} events. GET /audit/parked says why, the topic concord.audit.parked.v1 holds them.` }}
- alert: ConcordLedgerGap
  expr: max(concord_audit_gaps{ {{- $namespace -}} }) > 0
  labels:
    severity: critical
  annotations:
    summary: Kafka has events that the ledger lacks, or has with another content.
    description: >-
      {{ `{{ $value }} events. GET /audit/reconciliation names them. Keep everything as it is, and run the verifier.` }}
- alert: ConcordAuditEventsMissing
  expr: >-
    sum(increase(concord_handover_alarms_total{ {{- $namespace -}} }[1d])) > 0
    or max(concord_audit_missing{ {{- $namespace -}} }) > 0
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: Kafka lost audit events that it had acknowledged.
    description: >-
      {{ `{{ $value }} events. GET /audit/reconciliation says which are still missing, and of which service. What can be sent again is. Look
      for an unclean leader election or a topic that was deleted.` }}
- alert: ConcordHandoverSilent
  expr: max by (job, way) (concord_handover_silent_seconds{ {{- $namespace -}} }) > {{ $alerts.handoverSilentSeconds }}
  labels:
    severity: warning
  annotations:
    summary: Nobody can say whether audit events that were handed over are in the ledger.
    description: >-
      {{ `{{ $labels.job }} ({{ $labels.way }}) has had no whole answer of audit-service for {{ $value }} s. Its readiness
      (/q/health/ready) says why. Nothing else waits for that.` }}
- alert: ConcordHandoversNeverAsked
  expr: sum by (job) (increase(concord_handover_dropped_total{ {{- $namespace -}} }[1d])) > 0
  labels:
    severity: warning
  annotations:
    summary: Too many audit events waited to be asked for, so for some nobody will ever ask.
    description: >-
      {{ `{{ $value }} events of {{ $labels.job }}. Kafka has acknowledged them; the comparison of topic and ledger goes on.` }}
{{- if .Values.auditService.verification.enabled }}
{{- $cronjob := printf "%s-ledger-verification" .Release.Name }}
{{- /* These two read kube-state-metrics. */}}
- alert: ConcordVerificationFailed
  # Until a later run succeeds. The failed jobs themselves are kept for longer, for their logs.
  expr: >-
    max(kube_job_status_start_time{ {{- $namespace }}, job_name=~"{{ $cronjob }}-.+"}
    and on (job_name) (kube_job_failed{ {{- $namespace }}, condition="true"} == 1))
    > (max(kube_cronjob_status_last_successful_time{ {{- $namespace }}, cronjob="{{ $cronjob }}"}) or vector(0))
  labels:
    severity: critical
  annotations:
    summary: The ledger was altered, or it couldn't be verified.
    description: >-
      The log of the newest failed job {{ $cronjob }} says which, and names what was altered. Keep everything as it is.
- alert: ConcordLedgerUnverified
  expr: >-
    time() - max(kube_cronjob_status_last_successful_time{ {{- $namespace }}, cronjob="{{ $cronjob }}"}
    or kube_cronjob_created{ {{- $namespace }}, cronjob="{{ $cronjob }}"}) > {{ int $alerts.unverifiedSeconds }}
    or absent(kube_cronjob_created{ {{- $namespace }}, cronjob="{{ $cronjob }}"})
  for: 15m
  labels:
    severity: warning
  annotations:
    summary: Nobody has verified the ledger for too long.
    description: >-
      The CronJob {{ $cronjob }} hasn't succeeded within {{ int $alerts.unverifiedSeconds }} s, or Prometheus knows of none: then it is
      suspended or gone, or there is no kube-state-metrics.
{{- end }}
- alert: ConcordReviewsOverdue
  expr: max(concord_audit_reviews_overdue{ {{- $namespace -}} }) > 0
  for: 1h
  labels:
    severity: warning
  annotations:
    summary: Uses of break-glass were not reviewed in time.
    description: >-
      {{ `{{ $value }} reviews. The page /trail/reviews?show=overdue names them to the officers of the region and of the organisations.` }}
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
