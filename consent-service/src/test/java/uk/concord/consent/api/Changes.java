package uk.concord.consent.api;

/** Bodies of changes. */
final class Changes {

    static final String RESEARCH = """
            {"choices":[{"scheme":"regional-research","effect":"deny"}],"wording":"research-1"}""";

    private Changes() {}
}
