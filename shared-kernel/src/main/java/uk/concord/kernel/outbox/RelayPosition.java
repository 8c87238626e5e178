package uk.concord.kernel.outbox;

/**
 * How far the relay of one epoch has come.
 *
 * @param epoch grows by one with each relay that takes over
 * @param seq the last event that Kafka holds
 */
record RelayPosition(long epoch, long seq) {

    RelayPosition at(long reached) {
        return new RelayPosition(epoch, reached);
    }
}
