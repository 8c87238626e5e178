{{/* What values.schema.json can't say, because it is about two values at once, or about the release. */}}
{{- define "concord.checks" -}}
{{- if gt (len .Release.Name) 30 }}
  {{- fail (printf "The release's name %q is longer than 30 characters, and the names made from it would be too long." .Release.Name) }}
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.tlsSecret) }}
  {{- fail "ingress.tlsSecret is not set: name the secret that holds the certificate for the host of publicBaseUrl, or set ingress.enabled to false and let something else lead to the gateway." }}
{{- end }}
{{- if not (has (index .Values.kafka.settings "security.protocol") (list "SSL" "SASL_SSL")) }}
  {{- fail "kafka.settings must hold security.protocol SSL or SASL_SSL: the services refuse to start with anything else." }}
{{- end }}
{{- if gt (int .Values.kafka.minInsyncReplicas) (int .Values.kafka.replicationFactor) }}
  {{- fail "kafka.minInsyncReplicas is more than kafka.replicationFactor: nothing would ever be acknowledged." }}
{{- end }}
{{- $audit := .Values.auditService }}
{{- if and $audit.witnesses (gt (int $audit.witnessing.quorum) (len $audit.witnesses)) }}
  {{- fail (printf "auditService.witnessing.quorum is %d, but there are only %d auditService.witnesses: no checkpoint would ever be cosigned." (int $audit.witnessing.quorum) (len $audit.witnesses)) }}
{{- end }}
{{- $opa := .Values.policyService.opa }}
{{- if lt (int $opa.polling.maxSeconds) (int $opa.polling.minSeconds) }}
  {{- fail "policyService.opa.polling.maxSeconds is less than minSeconds." }}
{{- end }}
{{- if not (hasKey $opa.bundleKeys $opa.bundleKeyId) }}
  {{- fail (printf "policyService.opa.bundleKeys has no key %q, which policyService.opa.bundleKeyId says that bundles are signed with: OPA would take none." $opa.bundleKeyId) }}
{{- end }}
{{- if not $opa.image.digest }}
  {{- $version := regexFind "^[0-9]+\\.[0-9]+\\.[0-9]+" $opa.image.tag }}
  {{- if not $version }}
    {{- fail (printf "policyService.opa.image.tag is %q: it must begin with a whole version such as 1.22.2, or policyService.opa.image.digest must be set." $opa.image.tag) }}
  {{- else if not (semverCompare ">=1.22.2" $version) }}
    {{- fail (printf "policyService.opa.image.tag is %q: the rules need OPA 1.22.2 or newer." $opa.image.tag) }}
  {{- end }}
{{- end }}
{{- include "concord.noSecretIn" (dict "where" "kafka.settings" "settings" .Values.kafka.settings "instead" "kafka.secretSettings") }}
{{- range $name, $service := include "concord.services" . | fromYaml }}
  {{- include "concord.noSecretIn" (dict "where" (printf "%s.settings" $service.values) "settings" (index $.Values $service.values).settings "instead" "a secret") }}
{{- end }}
{{- end -}}

{{- define "concord.noSecretIn" -}}
{{- range $setting, $value := .settings }}
  {{- if regexMatch "(?i)(password|secret|token|jaas\\.config|keystore\\.key|credential|(^|[.-])key)$" $setting }}
    {{- fail (printf "%s holds %q, which looks like a secret, and would be written to a ConfigMap for everybody to read. Put it into %s." $.where $setting $.instead) }}
  {{- end }}
{{- end }}
{{- end -}}
