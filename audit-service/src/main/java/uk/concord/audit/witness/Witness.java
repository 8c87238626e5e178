package uk.concord.audit.witness;

import java.net.URI;
import uk.concord.audit.note.CosignatureKey;

/**
 * Another party that looks at each of our checkpoints and signs it only if it continues what it signed before.
 *
 * @param name how we call it
 * @param url where its add-checkpoint is
 * @param key what verifies its cosignatures
 */
record Witness(String name, URI url, CosignatureKey key) {}
