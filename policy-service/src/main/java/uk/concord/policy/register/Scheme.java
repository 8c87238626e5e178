package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.Effect;

/**
 * One register of choices.
 *
 * @param owner who owns its truth
 * @param regime what kind of choice it keeps
 * @param writable whether patients change it here
 * @param governs the purposes of use for which it counts
 * @param custodianTypes if there are any, it counts only for records that organisations of these types hold
 * @param defaultEffect what holds for somebody who has said nothing under it
 * @param interimEffect what an objection under review does meanwhile
 * @param freshFor how old what its owner says may be; null: no bound, as it must be where the truth is ours
 * @param notAppliedTo the {@link CommonLaw} bases to which it doesn't apply
 * @param section251MayDisapply whether an approval under section 251 may disapply it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scheme(
        String id,
        String title,
        String owner,
        Regime regime,
        boolean writable,
        List<String> governs,
        @JsonProperty("custodian_types") List<String> custodianTypes,
        @JsonProperty("default_effect") Effect defaultEffect,
        @JsonProperty("interim_effect") Effect interimEffect,

        @JsonProperty("fresh_for") @JsonSerialize(converter = InDays.class) @Nullable
        Duration freshFor,

        @JsonProperty("not_applied_to") List<String> notAppliedTo,
        @JsonProperty("section_251_may_disapply") boolean section251MayDisapply)
        implements RegisterThing {

    /**
     * Refuses what is incomplete. An absent list is an empty one; an absent regime is the one that fits the default; an
     * objection under review holds unless the scheme says otherwise.
     */
    public Scheme {
        Faults faults = new Faults();
        faults.id("id", id);
        faults.line("title", title);
        faults.line("owner", owner);
        governs = faults.list("governs", governs);
        custodianTypes = faults.list("custodian_types", custodianTypes);
        faults.present("default_effect", defaultEffect);
        if (regime == null) {
            regime = Regime.fitting(defaultEffect, writable);
        }
        if (interimEffect == null) {
            interimEffect = Effect.DENY;
        }
        faults.add(
                freshFor != null && (freshFor.isNegative() || freshFor.isZero()),
                "fresh_for",
                "must be longer than nothing, such as P21D.");
        notAppliedTo = faults.list("not_applied_to", notAppliedTo);
        faults.demandNone();
    }

    @Override
    public String key() {
        return id;
    }

    /** What kind of choice a scheme keeps. */
    public enum Regime {
        /** People object, and the objection is considered. */
        @JsonProperty("objection")
        OBJECTION,
        /** People opt out, and that holds. */
        @JsonProperty("opt-out")
        OPT_OUT,
        /** Nothing is shared for people who haven't said yes. */
        @JsonProperty("opt-in")
        OPT_IN;

        private static Regime fitting(@Nullable Effect defaultEffect, boolean writable) {
            if (defaultEffect == Effect.DENY) {
                return OPT_IN;
            }
            return writable ? OBJECTION : OPT_OUT;
        }
    }

    /** Writes whole days as days, as people say them. */
    static final class InDays extends StdConverter<Duration, String> {
        @Override
        public String convert(Duration duration) {
            long days = duration.toDays();
            return duration.equals(Duration.ofDays(days)) ? "P" + days + "D" : duration.toString();
        }
    }
}
