{{/*
The pod of one service. Its containers, in their order: `trust`, which makes the authorities' certificates readable to Java;
`migrate`, which alone knows the database owner's password and ends before the service starts; beside policy-service `opa`;
and the service.
*/}}
{{- define "concord.pod" -}}
{{- $values := .root.Values -}}
metadata:
  labels:
    {{- include "concord.labels" . | nindent 4 }}
  annotations:
    # A changed setting starts new pods. A changed secret doesn't: docs/operations-kubernetes.md.
    checksum/settings: {{ include "concord.settings" . | sha256sum }}
    {{- if eq .name "policy-service" }}
    checksum/opa: {{ include "concord.opaConfiguration" .root | sha256sum }}
    {{- end }}
    {{- with .values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "concord.fullname" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- with include "concord.pullSecrets" .root }}
  {{- . | trim | nindent 2 }}
  {{- end }}
  {{- with .values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    {{- include "concord.podSecurity" .root | nindent 4 }}
  initContainers:
    {{- include "concord.trustContainer" . | nindent 4 }}
    {{- include "concord.migrateContainer" . | nindent 4 }}
    {{- if eq .name "policy-service" }}
    {{- include "concord.opaContainer" . | nindent 4 }}
    {{- end }}
  containers:
    {{- include "concord.serviceContainer" . | nindent 4 }}
  volumes:
    {{- include "concord.volumes" . | nindent 4 }}
  topologySpreadConstraints:
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - topologyKey: {{ . }}
      maxSkew: 1
      whenUnsatisfiable: {{ $values.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "concord.selectorLabels" $ | nindent 10 }}
    {{- end }}
  {{- with include "concord.placing" .values }}
  {{- . | trim | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "concord.serviceContainer" -}}
- name: {{ .name }}
  image: {{ include "concord.serviceImage" . }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  ports:
    - name: https
      containerPort: {{ .service.port }}
    - name: management
      containerPort: {{ .service.managementPort }}
  env:
    {{- include "concord.environment" . | nindent 4 }}
  {{- range $probe, $path := dict "startup" "started" "liveness" "live" "readiness" "ready" }}
  {{ $probe }}Probe:
    httpGet:
      path: /q/health/{{ $path }}
      port: management
    {{- toYaml (index $.root.Values.probes $probe) | nindent 4 }}
  {{- end }}
  lifecycle:
    preStop:
      exec:
        # Until every node has heard that this pod takes no more requests.
        command: [sleep, "5"]
  resources:
    {{- toYaml .values.resources | nindent 4 }}
  securityContext:
    {{- include "concord.containerSecurity" . | nindent 4 }}
  volumeMounts:
    {{- include "concord.commonMounts" . | nindent 4 }}
    - name: tls
      mountPath: /etc/concord/tls
      readOnly: true
    {{- if eq .name "policy-service" }}
    - name: bundle-signing-key
      mountPath: /etc/concord/bundle-signing-key
      readOnly: true
    {{- end }}
    {{- if eq .name "audit-service" }}
    - name: signing-key
      mountPath: /etc/concord/signing-key
      readOnly: true
    - name: checkpoints
      mountPath: /var/lib/concord/checkpoints
    {{- end }}
{{- end -}}

{{- define "concord.migrateContainer" -}}
- name: migrate
  image: {{ include "concord.serviceImage" . }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  env:
    - name: QUARKUS_INIT_AND_EXIT
      value: "true"
    - name: QUARKUS_FLYWAY_MIGRATE_AT_START
      value: "true"
    - name: QUARKUS_FLYWAY_JDBC_URL
      value: {{ include "concord.jdbcUrl" . | quote }}
    - name: QUARKUS_FLYWAY_USERNAME
      value: {{ .values.database.ownerUsername | quote }}
    - name: QUARKUS_FLYWAY_PASSWORD
      {{- include "concord.secretReference" (dict "secret" .values.existingSecret "key" .values.secretKeys.databaseOwnerPassword) | nindent 6 }}
    {{- include "concord.environment" . | nindent 4 }}
  resources:
    {{- toYaml .values.resources | nindent 4 }}
  securityContext:
    {{- include "concord.containerSecurity" . | nindent 4 }}
  volumeMounts:
    {{- include "concord.commonMounts" . | nindent 4 }}
{{- end -}}

{{/*
Java reads no PEM for all of its clients at once, so the authorities' certificates are added to a copy of the public ones that
the image brings. keytool takes one certificate at a time.
*/}}
{{- define "concord.trustContainer" -}}
- name: trust
  image: {{ include "concord.serviceImage" . }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: [sh, -euc]
  args:
    - |
      {{- .root.Files.Get "files/make-trust.sh" | trim | nindent 6 }}
  env:
    - name: AUTHORITIES
      value: /etc/concord/authorities/ca.crt
    - name: TRUST
      value: /etc/concord/trust
  resources:
    {{- toYaml .values.resources | nindent 4 }}
  securityContext:
    {{- include "concord.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: authorities
      mountPath: /etc/concord/authorities
      readOnly: true
    - name: trust
      mountPath: /etc/concord/trust
{{- end -}}

{{/* Where pods may run; called with the values of their service. */}}
{{- define "concord.placing" -}}
{{- range $property := list "nodeSelector" "tolerations" "affinity" }}
{{- with index $ $property }}
{{ $property }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Of every pod; this and the next are called with the chart's context. */}}
{{- define "concord.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "concord.podSecurity" -}}
runAsNonRoot: true
{{- range $property := list "runAsUser" "runAsGroup" "fsGroup" }}
{{- with index $.Values.podSecurity $property }}
{{ $property }}: {{ . }}
{{- if eq $property "fsGroup" }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
{{- end }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "concord.containerSecurity" -}}
runAsNonRoot: true
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "concord.commonMounts" -}}
{{ include "concord.trustMounts" . }}
- name: settings
  mountPath: /opt/concord/config
  readOnly: true
{{- end -}}

{{- define "concord.trustMounts" -}}
- name: tmp
  mountPath: /tmp
- name: trust
  mountPath: /etc/concord/trust
  readOnly: true
{{- end -}}

{{/* What every Java program of ours needs, and the container that prepares its trust. */}}
{{- define "concord.trustVolumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
- name: trust
  emptyDir:
    sizeLimit: 4Mi
- name: authorities
  configMap:
    name: {{ .root.Values.trust.existingConfigMap }}
    items:
      - key: {{ .root.Values.trust.key }}
        path: ca.crt
{{- end -}}

{{- define "concord.volumes" -}}
{{ include "concord.trustVolumes" . }}
- name: settings
  configMap:
    name: {{ include "concord.fullname" . }}
- name: tls
  secret:
    secretName: {{ .values.tlsSecret }}
    defaultMode: 0440
{{- if eq .name "policy-service" }}
- name: opa-tmp
  emptyDir:
    sizeLimit: 64Mi
- name: opa-configuration
  configMap:
    name: {{ include "concord.fullname" . }}-opa
- name: bundle-token
  secret:
    secretName: {{ .values.existingSecret }}
    defaultMode: 0440
    items:
      - key: {{ .values.secretKeys.bundleToken }}
        path: bundle-token
- name: bundle-signing-key
  secret:
    secretName: {{ .values.existingSecret }}
    defaultMode: 0440
    items:
      - key: {{ .values.secretKeys.bundleSigningKey }}
        path: bundle-signing-key
{{- end }}
{{- if eq .name "audit-service" }}
- name: signing-key
  secret:
    secretName: {{ .values.existingSecret }}
    defaultMode: 0440
    items:
      - key: {{ .values.secretKeys.signingKey }}
        path: signing-key
      {{- with .values.secretKeys.secondSigningKey }}
      - key: {{ . }}
        path: second-signing-key
      {{- end }}
{{- end }}
{{- end -}}
