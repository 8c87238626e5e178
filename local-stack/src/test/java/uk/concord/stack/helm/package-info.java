/**
 * What the chart in {@code helm/concord} renders, checked with the real helm, the real kubectl-validate and the real OPA. A tool
 * that can't be had fails these tests.
 */
@NullMarked
package uk.concord.stack.helm;

import org.jspecify.annotations.NullMarked;
