package uk.concord.stack.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the demonstration's data go.
 *
 * @param loaded a file that says which data are in already; it lives and dies with them
 */
public record DemonstrationTarget(URI gateway, URI issuer, Path loaded) {}
