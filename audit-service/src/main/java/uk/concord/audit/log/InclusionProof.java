package uk.concord.audit.log;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What shows that a record is in the ledger under a signed checkpoint (RFC 9162 §2.1.3).
 *
 * @param leafIndex the record's place
 * @param treeSize the size of the tree that the checkpoint is over
 * @param hashes base64, from the leaf's sibling up to the root's child
 * @param checkpoint the signed note
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record InclusionProof(long leafIndex, long treeSize, List<String> hashes, String checkpoint) {

    /**
     * The proof as a file of C2SP tlog-proof.
     *
     * @param extra base64 of what, beside the record, makes its entry again
     */
    public String text(String extra) {
        StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\n")
                .append("extra ")
                .append(extra)
                .append("\nindex ")
                .append(leafIndex)
                .append('\n');
        hashes.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
