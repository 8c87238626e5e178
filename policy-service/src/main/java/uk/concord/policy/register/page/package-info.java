/** The officer's pages over the register: organisations, and sharing agreements. To look at; it is changed through the API. */
@NullMarked
package uk.concord.policy.register.page;

import org.jspecify.annotations.NullMarked;
