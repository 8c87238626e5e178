package uk.concord.benchmark.question;

/** How the questions lie over custodians, requesters, roles, purposes and category sets. */
public enum Spread {
    /**
     * As a region asks: every combination of organisations and uses can come; hospitals and their like ask seven times in ten, practices
     * hold the record seven times in ten, and frequent uses come more often (Zipf).
     */
    AS_ASKED,
    /** No combination of requester, custodian and use ever comes twice, and each question has a fact of its own beside. */
    ALL_DISTINCT
}
