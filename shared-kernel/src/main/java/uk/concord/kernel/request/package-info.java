/**
 * What every HTTP request has: a request id that is echoed, logged and recorded. It holds for requests that are refused
 * before any resource sees them, too.
 */
@NullMarked
package uk.concord.kernel.request;

import org.jspecify.annotations.NullMarked;
