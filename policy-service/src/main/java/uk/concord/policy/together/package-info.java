/**
 * Work that comes one by one from many threads and is done several at a time, without making anybody wait for company.
 */
@NullMarked
package uk.concord.policy.together;

import org.jspecify.annotations.NullMarked;
