package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.opa.OpaUnavailableException;

/**
 * What the rules answered, whole and free of contradiction. The records are the single source of the shape of OPA's output.
 *
 * @param holdsUntil the next instant at which the answer could differ without any event; null: none is known
 * @param relyForSeconds how long it may be relied on at most
 */
record PolicyAnswer(
        boolean decision,
        Outcome outcome,
        List<String> permitted,
        List<String> withheld,
        List<Reason> reasons,
        List<Obligation> obligations,
        @Nullable Agreement agreement,
        @JsonProperty("legal_bases") @Nullable LegalBases legalBases,
        @Nullable Gap gap,
        @JsonProperty("holds_until") @Nullable Instant holdsUntil,
        @JsonProperty("rely_for_seconds") Long relyForSeconds,
        RuleRevisions revisions) {

    /** Refuses what is incomplete. */
    PolicyAnswer {
        Objects.requireNonNull(outcome, "outcome");
        permitted = List.copyOf(permitted);
        withheld = List.copyOf(withheld);
        reasons = List.copyOf(reasons);
        obligations = List.copyOf(obligations);
        Objects.requireNonNull(relyForSeconds, "rely_for_seconds");
        if (relyForSeconds < 0) {
            throw new IllegalArgumentException("rely_for_seconds is negative");
        }
        Objects.requireNonNull(revisions.release(), "revisions.release");
        Objects.requireNonNull(revisions.register(), "revisions.register");
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("an answer has reasons");
        }
    }

    /** The same answer in other words: only what it says differs, never what it decides. */
    PolicyAnswer inOtherWords(List<Reason> otherReasons, List<Obligation> otherObligations, @Nullable Gap otherGap) {
        return new PolicyAnswer(
                decision,
                outcome,
                permitted,
                withheld,
                otherReasons,
                otherObligations,
                agreement,
                legalBases,
                otherGap,
                holdsUntil,
                relyForSeconds,
                revisions);
    }

    /** Whether it still holds at this instant, which isn't before the one at which it was given. */
    boolean holdsAt(Instant at) {
        return holdsUntil == null || at.isBefore(holdsUntil);
    }

    /** The two outcomes. */
    enum Outcome {
        @JsonProperty("permit")
        PERMIT,
        @JsonProperty("deny")
        DENY
    }

    /** One reason, with its wording for each kind of reader. */
    record Reason(
            String rule,
            Outcome effect,
            @JsonProperty("text_key") String textKey,
            Map<String, Object> parameters,
            Texts texts) {

        /** Refuses what is incomplete. */
        Reason {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(textKey, "text_key");
            parameters = Map.copyOf(parameters);
            Objects.requireNonNull(texts.patient(), "texts.patient");
            Objects.requireNonNull(texts.staff(), "texts.staff");
        }
    }

    /** The same said to the patient and to staff. */
    record Texts(String patient, String staff) {}

    /** Something that the caller must do if it goes ahead (AuthZEN obligations profile, draft 1). */
    record Obligation(String id, String type, Map<String, Object> properties) {

        /** Refuses what is incomplete. */
        Obligation {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(type, "type");
            properties = Map.copyOf(properties);
        }
    }

    /** The sharing agreement on which it rests. */
    record Agreement(String id, String title) {}

    /** The agreement's three legal bases. */
    record LegalBases(
            @JsonProperty("article_6") String article6,
            @JsonProperty("article_9") String article9,
            @JsonProperty("common_law") String commonLaw) {}

    /** What is missing, told apart from a refusal. */
    record Gap(
            String missing,
            String detail,
            @JsonProperty("supplied_by") String suppliedBy) {}

    /** The revisions that the evaluation itself has read. */
    record RuleRevisions(String release, String register) {

        /** @throws OpaUnavailableException if it isn't the revision of a release of ours */
        long releaseNumber() {
            return number(release);
        }

        /** @throws OpaUnavailableException if it isn't the revision of a register of ours */
        long registerNumber() {
            return number(register);
        }

        private static long number(String revision) {
            try {
                return Long.parseLong(revision);
            } catch (NumberFormatException e) {
                throw new OpaUnavailableException("rests on rules that aren't ours", e);
            }
        }
    }
}
