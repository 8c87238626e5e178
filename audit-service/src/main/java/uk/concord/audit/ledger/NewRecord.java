package uk.concord.audit.ledger;

/**
 * A record that is to become the ledger's next leaf.
 *
 * @param facts what its body says
 * @param body the exact bytes
 */
public record NewRecord(RecordFacts facts, byte[] body) {

    /**
     * Reads a body.
     *
     * @throws UnreadableRecordException if it isn't an audit record
     */
    public static NewRecord read(byte[] body) throws UnreadableRecordException {
        return new NewRecord(RecordReader.facts(body), body);
    }
}
