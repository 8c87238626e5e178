package uk.concord.audit.review;

import java.time.Instant;
import java.util.UUID;

/**
 * A move that was made.
 *
 * @param record the id of its audit record
 * @param after how the review stood then
 */
public record MoveMade(UUID grant, UUID record, Move move, Standing after, Instant at) {}
