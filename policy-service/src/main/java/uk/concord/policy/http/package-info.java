/**
 * Outgoing HTTP calls that end within a time limit, their body included.
 */
@NullMarked
package uk.concord.policy.http;

import org.jspecify.annotations.NullMarked;
