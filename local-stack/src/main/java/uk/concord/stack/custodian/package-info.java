/**
 * Stands for a custodian's own clinical system, which is outside Concord: a small FHIR R4 server with synthetic records, labelled
 * as such systems label them. Nothing here decides who may see what; that it is shown everything is the point of it.
 */
@NullMarked
package uk.concord.stack.custodian;

import org.jspecify.annotations.NullMarked;
