/**
 * What a patient has said, as it travels on the state topic and in answers about the truth. The same types serve the
 * owner of preferences and those who hold a projection of them.
 */
@NullMarked
package uk.concord.kernel.preference;

import org.jspecify.annotations.NullMarked;
