/**
 * Keycloak from its distribution zip: built once per version, its realm imported once per template, then started optimised.
 */
@NullMarked
package uk.concord.stack.keycloak;

import org.jspecify.annotations.NullMarked;
