cp "$JAVA_HOME/lib/security/cacerts" "$TRUST/trust.p12"
chmod u+w "$TRUST/trust.p12"
awk -v folder="$TRUST" '
  /-----BEGIN CERTIFICATE-----/ { certificate++ }
  certificate { print > (folder "/authority-" certificate ".pem") }
' "$AUTHORITIES"
for authority in "$TRUST"/authority-*.pem; do
  "$JAVA_HOME/bin/keytool" -importcert -noprompt -keystore "$TRUST/trust.p12" -storepass changeit \
    -alias "$(basename "$authority" .pem)" -file "$authority"
  rm "$authority"
done
