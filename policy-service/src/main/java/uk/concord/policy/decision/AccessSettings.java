package uk.concord.policy.decision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be asked at once. */
@ConfigMapping(prefix = "concord.access")
public interface AccessSettings {

    /** The most questions in one Access Evaluations request; more is a 400. */
    @WithDefault("200")
    int mostEvaluations();

    /**
     * The most characters of JSON that the questions of one request may have together, with what each takes over from the request;
     * more is a 400.
     */
    @WithDefault("4000000")
    long mostTogether();

    /** The most candidates that a search may be given; more is a 400. */
    @WithDefault("1000")
    int mostCandidates();

    /** The most candidates of a search that are asked about for one page, whatever limit it names. */
    @WithDefault("100")
    int longestPage();
}
