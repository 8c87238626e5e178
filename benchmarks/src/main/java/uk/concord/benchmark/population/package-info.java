/** The people of the measurement: seeded, of realistic variety, as state events on Kafka. */
@NullMarked
package uk.concord.benchmark.population;

import org.jspecify.annotations.NullMarked;
