{{/*
The four services: where their values are, their ports, which other services they call, and the secrets that they take from
the environment (variable -> name of the key under secretKeys). Everything else in this chart is written once, for all of them.
*/}}
{{- define "concord.services" -}}
consent-service:
  values: consentService
  port: 8081
  managementPort: 9081
  calls: [policy-service, audit-service]
  secrets: {}
policy-service:
  values: policyService
  port: 8082
  managementPort: 9082
  calls: [consent-service, audit-service]
  secrets:
    CONCORD_BUNDLE_TOKEN: bundleToken
audit-service:
  values: auditService
  port: 8083
  managementPort: 9083
  # Itself, too: it asks for its own records as every other service does.
  calls: [consent-service, policy-service, audit-service]
  secrets: {}
gateway:
  values: gateway
  port: 8080
  managementPort: 9080
  calls: [consent-service, policy-service, audit-service]
  secrets:
    CONCORD_SIGN_IN_CLIENT_SECRET: loginClientSecret
    CONCORD_GATEWAY_SEALING_KEY: sealingKey
{{- end -}}

{{/*
The helpers below, and those of the other files, are called with root (the chart's context), name, service (its entry above)
and values (its own values).
*/}}
{{- define "concord.fullname" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end -}}

{{- define "concord.selectorLabels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "concord.labels" -}}
{{ include "concord.selectorLabels" . }}
{{ include "concord.chartLabels" .root }}
{{- end -}}

{{- define "concord.chartLabels" -}}
app.kubernetes.io/part-of: concord
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* An image's reference: (registry, the image's values, the tag where it names none). A digest goes before a tag. */}}
{{- define "concord.image" -}}
{{- $repository := printf "%s/%s" .registry .image.repository -}}
{{- if .image.digest -}}
{{ $repository }}@{{ .image.digest }}
{{- else -}}
{{ $repository }}:{{ .image.tag | default .defaultTag }}
{{- end -}}
{{- end -}}

{{- define "concord.serviceImage" -}}
{{ include "concord.image" (dict "registry" .root.Values.image.registry "image" .values.image "defaultTag" .root.Chart.AppVersion) }}
{{- end -}}

{{/* Where another service is reached inside the cluster: (root, name, port). */}}
{{- define "concord.address" -}}
https://{{ .root.Release.Name }}-{{ .name }}:{{ .port }}
{{- end -}}
