package uk.concord.gateway.session;

/**
 * What ending all of one's sessions did.
 *
 * @param revoked how many sessions were ended, this one included
 */
public record RevokedView(int revoked) {}
