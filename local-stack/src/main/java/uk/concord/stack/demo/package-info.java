/**
 * The region's organisations, synthetic patients and the register that a demonstration starts from.
 */
@NullMarked
package uk.concord.stack.demo;

import org.jspecify.annotations.NullMarked;
