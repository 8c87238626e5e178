/**
 * The patient's pages: what holds today, one question a page, check, confirm, undo, history. Answers wait in a draft until
 * they are confirmed; what a choice means and how it is recorded is the matter of other packages.
 */
@NullMarked
package uk.concord.consent.choice;

import org.jspecify.annotations.NullMarked;
