package uk.concord.policy.release.page;

import java.util.List;

/**
 * The release in force and its texts.
 *
 * @param author who drafted it; the account, as the sign-in service names it
 * @param approver empty if it came with the software
 * @param approvedAt empty if that isn't known
 */
public record RulesPage(
        long number,
        String note,
        String author,
        String draftedAt,
        String approver,
        String approvedAt,
        List<Step> steps,
        List<Gap> gaps,
        List<Held> engines) {

    /** The texts of one step of the rules. */
    public record Step(String title, List<Text> texts) {}

    /**
     * One reason's text.
     *
     * @param id a fragment of the address
     */
    public record Text(String id, String patient, String staff) {}

    /**
     * What one policy engine has.
     *
     * @param release a number, or words where there is none
     * @param problem empty where all is well
     */
    public record Held(
            String name,
            String runBy,
            String release,
            String register,
            String reportedAt,
            boolean silent,
            String problem) {}

    /** What is missing, and who can supply it. */
    public record Gap(String detail, String suppliedBy) {}
}
