{{/* A rule that lets pods go to one of networkPolicy.egress: (place, allowed). */}}
{{- define "concord.egress" -}}
# {{ .place }}
- ports:
    {{- range .allowed.ports }}
    - port: {{ . }}
    {{- if eq $.place "dns" }}
    - port: {{ . }}
      protocol: UDP
    {{- end }}
    {{- end }}
  {{- with .allowed.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
