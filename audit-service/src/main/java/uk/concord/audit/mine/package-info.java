/**
 * What a patient may see of the ledger: who asked about her, who looked, and who changed something, in plain words.
 */
@NullMarked
package uk.concord.audit.mine;

import org.jspecify.annotations.NullMarked;
