package uk.concord.policy.register.page;

import java.util.List;

/**
 * One sharing agreement.
 *
 * @param until its last day; empty if no end is agreed
 * @param approval the approval behind it; empty if it needs none
 * @param exception the statutory exception that it names; empty if none
 */
public record AgreementPage(
        String id,
        String title,
        String status,
        String tag,
        String from,
        String until,
        List<String> custodians,
        List<String> requesters,
        List<String> purposes,
        List<String> categories,
        String article6,
        String article9,
        String commonLaw,
        List<String> approval,
        String exception,
        List<String> signatories) {

    /** One agreement in the list. */
    public record Line(String href, String title, String id, String status, String tag, String until) {}
}
