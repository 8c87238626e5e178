package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approval under section 251 of the NHS Act 2006.
 *
 * @param regulation the regulation of the Health Service (Control of Patient Information) Regulations 2002 that it is under
 * @param conditions what it is subject to
 * @param expires its last day; after it the agreement no longer holds
 * @param optOutDisapplied whether it says that the national data opt-out does not apply
 * @param annualReview the day by which the next annual review is due
 * @param evidence where the approval's papers are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Section251(
        String reference,
        @Nullable String regulation,
        List<String> conditions,
        LocalDate expires,
        @JsonProperty("opt_out_disapplied") boolean optOutDisapplied,
        @JsonProperty("annual_review") @Nullable LocalDate annualReview,
        @Nullable String evidence) {

    /** Refuses what is incomplete; an absent list is an empty one. */
    public Section251 {
        Faults faults = new Faults();
        faults.line("reference", reference);
        faults.optionalLine("regulation", regulation);
        conditions = faults.lines("conditions", conditions);
        faults.present("expires", expires);
        faults.optionalLine("evidence", evidence);
        faults.demandNone();
    }
}
