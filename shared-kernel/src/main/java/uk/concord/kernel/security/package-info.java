/**
 * Who is calling, as the verified token says, and the names of the roles. Nothing here trusts a header.
 */
@NullMarked
package uk.concord.kernel.security;

import org.jspecify.annotations.NullMarked;
