package uk.concord.consent.choice;

/** The answer to whether information may be shared. */
enum Sharing {
    YES,
    BUT,
    NO
}
