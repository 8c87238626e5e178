package uk.concord.audit.ingest;

/**
 * What one batch did to one partition's position.
 *
 * @param nextOffset where reading goes on
 */
record Position(int partition, long nextOffset, long recorded, long duplicates, long parked) {}
