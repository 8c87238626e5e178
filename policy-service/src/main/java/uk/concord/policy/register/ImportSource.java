package uk.concord.policy.register;

import java.util.List;

/** What an import brings. */
interface ImportSource {

    /**
     * Reads it, each row as far as it can be read.
     *
     * @param held the register before the import
     */
    List<ImportRow> rows(RegisterSnapshot held);
}
