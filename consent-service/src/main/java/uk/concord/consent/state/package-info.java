/**
 * The truth about a patient for the other services, and the order to send all of it again.
 */
@NullMarked
package uk.concord.consent.state;

import org.jspecify.annotations.NullMarked;
