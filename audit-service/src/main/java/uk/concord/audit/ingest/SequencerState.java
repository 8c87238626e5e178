package uk.concord.audit.ingest;

/** What a sequencer is doing. */
public sealed interface SequencerState {

    /** It hasn't found out yet. */
    record Starting() implements SequencerState {}

    /** Another one leads; this one is ready to take over. */
    record Standby() implements SequencerState {}

    /** It writes the ledger and signs. */
    record Leading(long epoch) implements SequencerState {}

    /** Something failed that may pass by itself; it tries again. */
    record Recovering(String why) implements SequencerState {}

    /** It won't write or sign before somebody has looked. */
    record Refusing(String why) implements SequencerState {}

    /** It was told to stop. */
    record Stopped() implements SequencerState {}
}
