package uk.concord.consent.choice;

import java.util.List;

/**
 * A choice in plain words.
 *
 * @param headline the gist of it
 * @param limits its exceptions
 */
record Said(String headline, List<SaidLimit> limits) {

    /**
     * An exception in plain words. An empty list stands for all.
     *
     * @param denies whether it holds something back, rather than asks to share it
     * @param organisations who
     * @param kinds which kinds of information
     * @param purposes what for
     * @param labels only information that is marked so, or so sensitive
     * @param except what it doesn't cover
     * @param period from when and until when
     * @param number of the limit in the answers, counted from 1; 0 if the questions don't ask about it
     */
    record SaidLimit(
            boolean denies,
            List<String> organisations,
            List<String> kinds,
            List<String> purposes,
            List<String> labels,
            List<SaidLimit> except,
            String period,
            int number) {}
}
