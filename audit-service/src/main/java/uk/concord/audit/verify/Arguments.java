package uk.concord.audit.verify;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the verifier was told.
 *
 * @param key file with the log's verifier keys as {@code /audit/log/keys} gives them, or the PEM of its one public key
 * @param checkpoint one that was kept outside the database
 * @param all whether to print every finding, not only the first of each kind
 */
record Arguments(String jdbcUrl, String user, String password, Path key, KeptCheckpoint checkpoint, boolean all) {

    static final String PASSWORD = "CONCORD_VERIFIER_PASSWORD";

    static final String USAGE =
            "Usage: --jdbc-url <url> --user <role> --key <file> --checkpoint <file or address> [--full], and the role's password in the"
                    + " environment variable " + PASSWORD
                    + " (or, seen by whoever lists processes, --password <password>)";

    /** @throws CannotVerifyException if something is missing or unknown */
    static Arguments parse(List<String> words) throws CannotVerifyException {
        Map<String, String> given = new HashMap<>();
        boolean all = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--full")) {
                all = true;
            } else if (List.of("--jdbc-url", "--user", "--password", "--key", "--checkpoint")
                            .contains(word)
                    && i + 1 < words.size()) {
                given.put(word, words.get(++i));
            } else {
                throw new CannotVerifyException("This isn't understood: " + word + ". " + USAGE);
            }
        }
        return new Arguments(
                required(given, "--jdbc-url"),
                required(given, "--user"),
                given.getOrDefault("--password", System.getenv().getOrDefault(PASSWORD, "")),
                Path.of(required(given, "--key")),
                new KeptCheckpoint(required(given, "--checkpoint")),
                all);
    }

    private static String required(Map<String, String> given, String name) throws CannotVerifyException {
        String value = given.get(name);
        if (value == null) {
            throw new CannotVerifyException(name + " is missing. " + USAGE);
        }
        return value;
    }
}
