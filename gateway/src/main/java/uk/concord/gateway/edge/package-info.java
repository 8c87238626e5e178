/**
 * What holds for every request before anybody looks at what it asks: a clean path, an allowed origin, a rate, an access log
 * without personal data, and security headers on every answer.
 */
@NullMarked
package uk.concord.gateway.edge;

import org.jspecify.annotations.NullMarked;
