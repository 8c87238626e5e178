package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * UK GDPR Article 6, UK GDPR Article 9 and the common-law duty of confidentiality: three separate questions.
 *
 * @param commonLaw one of {@link CommonLaw}; an agreement that was registered before there was such a list may say otherwise
 */
public record LegalBases(
        @JsonProperty("article_6") String article6,
        @JsonProperty("article_9") String article9,
        @JsonProperty("common_law") String commonLaw) {

    /** Refuses what is incomplete. */
    public LegalBases {
        Faults faults = new Faults();
        faults.line("article_6", article6);
        faults.line("article_9", article9);
        faults.line("common_law", commonLaw);
        faults.demandNone();
    }
}
