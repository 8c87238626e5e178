package uk.concord.audit.witness;

import java.util.List;
import uk.concord.audit.merkle.Hash;

/**
 * What a witness is asked (C2SP tlog-witness, "add-checkpoint").
 *
 * @param old the size of the newest tree that the witness is believed to have cosigned; 0 for none
 * @param proof that the checkpoint's tree continues that one (RFC 6962 §2.1.2)
 * @param checkpoint the signed note
 */
record AddCheckpoint(long old, List<Hash> proof, String checkpoint) {

    /** The request's body. */
    String body() {
        StringBuilder body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> body.append(hash.base64()).append('\n'));
        return body.append('\n').append(checkpoint).toString();
    }
}
