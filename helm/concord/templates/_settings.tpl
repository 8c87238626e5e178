{{/*
One service's settings that are not secret, as lines of its application.properties. Its own `settings` go before what is
said here.
*/}}
{{- define "concord.settings" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $settings := dict
  "quarkus.http.host" "0.0.0.0"
  "quarkus.http.ssl-port" (toString .service.port)
  "quarkus.http.insecure-requests" "disabled"
  "quarkus.http.ssl.certificate.files" "/etc/concord/tls/tls.crt"
  "quarkus.http.ssl.certificate.key-files" "/etc/concord/tls/tls.key"
  "quarkus.http.ssl.certificate.reload-period" "1h"
  "quarkus.management.host" "0.0.0.0"
  "quarkus.management.port" (toString .service.managementPort)
  "quarkus.datasource.jdbc.url" (include "concord.jdbcUrl" .)
  "quarkus.datasource.username" .values.database.username
  "quarkus.flyway.migrate-at-start" "false"
  "quarkus.flyway.jdbc-url" ""
  "quarkus.flyway.placeholders.service_role" .values.database.username
  "quarkus.oidc.auth-server-url" $values.issuer
  "kafka.bootstrap.servers" $values.kafka.bootstrapServers
  "concord.kafka.replication-factor" (toString $values.kafka.replicationFactor)
  "concord.kafka.min-insync-replicas" (toString $values.kafka.minInsyncReplicas)
  "concord.public-base-url" $values.publicBaseUrl
-}}
{{- with $values.kafka.topicPrefix }}{{ $_ := set $settings "concord.kafka.topic-prefix" . }}{{ end -}}
{{- range $key, $value := $values.kafka.settings }}{{ $_ := set $settings (printf "kafka.%s" $key) (toString $value) }}{{ end -}}
{{- $services := include "concord.services" $root | fromYaml -}}
{{- range .service.calls }}
  {{- $_ := set $settings (printf "concord.%s.url" .) (include "concord.address" (dict "root" $root "name" . "port" (index $services .).port)) }}
{{- end -}}
{{- $own := printf "concord.settings.%s" .name -}}
{{- $settings = merge (include $own . | fromYaml) $settings -}}
{{- range $key, $value := .values.settings }}{{ $_ := set $settings $key (toString $value) }}{{ end -}}
{{- $lines := list -}}
{{- range $key, $value := $settings }}{{ $lines = append $lines (printf "%s=%s" $key ($value | toString | replace "\\" "\\\\")) }}{{ end -}}
{{- join "\n" $lines }}
{{- end -}}

{{- define "concord.settings.consent-service" -}}
{{- end -}}

{{- define "concord.settings.policy-service" -}}
concord.opa.url: http://localhost:8181
concord.bundle.signing-key-file: /etc/concord/bundle-signing-key/bundle-signing-key
concord.bundle.key-id: {{ .values.opa.bundleKeyId }}
{{- end -}}

{{- define "concord.settings.audit-service" -}}
concord.ledger.origin: {{ .values.ledgerOrigin | default (printf "%s/audit/log" (urlParse .root.Values.publicBaseUrl).host) }}
concord.ledger.signing-key-file: /etc/concord/signing-key/signing-key
concord.ledger.checkpoint-file: /var/lib/concord/checkpoints/highest
{{- if .values.secretKeys.secondSigningKey }}
concord.ledger.second-signing-key-file: /etc/concord/signing-key/second-signing-key
{{- end }}
{{- range $label, $key := .values.formerKeys }}
concord.ledger.former-keys.{{ $label }}.vkey: {{ $key.vkey | quote }}
concord.ledger.former-keys.{{ $label }}.until: {{ int64 $key.until | quote }}
{{- end }}
quarkus.flyway.placeholders.verifier_role: {{ .values.database.verifierUsername }}
{{- if .values.witnesses }}
concord.witnessing.quorum: {{ .values.witnessing.quorum }}
concord.witnessing.every: {{ .values.witnessing.every }}
concord.witnessing.within: {{ .values.witnessing.within }}
{{- end }}
{{- range $name, $witness := .values.witnesses }}
concord.witnessing.witnesses.{{ $name }}.url: {{ $witness.url | quote }}
concord.witnessing.witnesses.{{ $name }}.vkey: {{ $witness.vkey | quote }}
{{- end }}
{{- end -}}

{{- define "concord.settings.gateway" -}}
concord.sign-in.url: {{ .root.Values.issuer }}
{{- range $code, $address := .values.custodians }}
concord.custodian.{{ $code }}.fhir-base-url: {{ $address }}
{{- end }}
{{- end -}}

{{- define "concord.jdbcUrl" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- /* The driver's own factory looks for certificates in a home folder that isn't there; this one asks Java. */ -}}
jdbc:postgresql://{{ $postgresql.host }}:{{ $postgresql.port }}/{{ .values.database.name }}?sslmode={{ $postgresql.sslMode }}
{{- if hasPrefix "verify-" $postgresql.sslMode -}}
&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
{{- end -}}
{{- end -}}

{{/* The environment of one service: where Java finds whom to trust, and secrets by reference. */}}
{{- define "concord.environment" -}}
- name: JDK_JAVA_OPTIONS
  # A store of certificates only; its password is Java's usual one and guards nothing.
  value: {{ include "concord.trustOptions" . }}
{{- $keys := dict "QUARKUS_DATASOURCE_PASSWORD" "databasePassword" "CONCORD_SERVICE_CLIENT_SECRET" "clientSecret" -}}
{{- range $variable, $key := merge (deepCopy .service.secrets) $keys }}
- name: {{ $variable }}
  {{- include "concord.secretReference" (dict "secret" $.values.existingSecret "key" (index $.values.secretKeys $key)) | nindent 2 }}
{{- end }}
- name: CONCORD_PSEUDONYM_KEY
  {{- include "concord.secretReference" (dict "secret" .root.Values.pseudonymKey.existingSecret "key" .root.Values.pseudonymKey.key) | nindent 2 }}
{{- range $setting, $key := .root.Values.kafka.secretSettings }}
- name: KAFKA_{{ $setting | upper | replace "." "_" }}
  {{- include "concord.secretReference" (dict "secret" $.values.existingSecret "key" $key) | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "concord.trustOptions" -}}
-Djavax.net.ssl.trustStore=/etc/concord/trust/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit
{{- end -}}

{{- define "concord.secretReference" -}}
valueFrom:
  secretKeyRef:
    name: {{ .secret }}
    key: {{ .key }}
{{- end -}}
