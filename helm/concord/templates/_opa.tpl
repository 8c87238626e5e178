{{/*
OPA beside policy-service. A sidecar among the init containers, so that Kubernetes ends it after policy-service, whose last
requests still need it. It answers questions to its own pod alone; health and metrics have a port of their own.
*/}}
{{- define "concord.opaContainer" -}}
{{- $opa := .values.opa -}}
- name: opa
  image: {{ include "concord.image" (dict "registry" $opa.image.registry "image" $opa.image "defaultTag" "") }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  restartPolicy: Always
  args:
    - run
    - --server
    - --addr=127.0.0.1:8181
    - --diagnostic-addr=0.0.0.0:8282
    - --config-file=/etc/opa/opa.yaml
    - --log-format=json
    # No log of requests: facts are personal data.
    - --log-level=error
    - --disable-telemetry
  ports:
    - name: opa-management
      containerPort: 8282
  livenessProbe:
    httpGet:
      path: /health
      port: opa-management
    {{- toYaml .root.Values.probes.liveness | nindent 4 }}
  readinessProbe:
    httpGet:
      path: /health?bundles&plugins
      port: opa-management
    {{- toYaml .root.Values.probes.readiness | nindent 4 }}
  env:
    - name: POD_NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
  resources:
    {{- toYaml $opa.resources | nindent 4 }}
  securityContext:
    {{- include "concord.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: opa-tmp
      mountPath: /tmp
    - name: opa-configuration
      mountPath: /etc/opa
      readOnly: true
    - name: authorities
      mountPath: /etc/concord/authorities
      readOnly: true
    - name: bundle-token
      mountPath: /etc/concord/bundle-token
      readOnly: true
{{- end -}}

{{/* No decision log: policy-service records each decision, and OPA's own log would hold the facts. */}}
{{- define "concord.opaConfiguration" -}}
{{- $polling := .Values.policyService.opa.polling -}}
services:
  policy-service:
    url: https://localhost:8082
    tls:
      ca_cert: /etc/concord/authorities/ca.crt
    credentials:
      bearer:
        token_path: /etc/concord/bundle-token/bundle-token
# Under this name its reports are shown; it is another one for each pod.
labels:
  engine: ${POD_NAME}
status:
  service: policy-service
bundles:
  {{- range list "rules" "register" }}
  {{ . }}:
    service: policy-service
    resource: bundles/{{ . }}
    # No key is named here: a bundle names its own, and may name any of those below.
    signing:
      scope: {{ . }}
    polling:
      min_delay_seconds: {{ $polling.minSeconds }}
      max_delay_seconds: {{ $polling.maxSeconds }}
      # policy-service answers as soon as something has changed.
      long_polling_timeout_seconds: {{ $polling.longPollingSeconds }}
  {{- end }}
keys:
  {{- range $id, $key := .Values.policyService.opa.bundleKeys }}
  {{ $id }}:
    algorithm: RS256
    key: |
      {{- $key | trim | nindent 6 }}
  {{- end }}
{{- end -}}
