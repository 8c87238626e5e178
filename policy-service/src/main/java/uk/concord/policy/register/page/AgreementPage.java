package uk.concord.policy.register.page;

import java.util.List;

/**
 * One sharing agreement.
 *
 * @param until its last day; empty if no end is agreed
 * @param approval the approval behind it; empty if it needs none
 * @param exceptions the statutory exceptions that it names
 * @param dpia the data protection impact assessment behind it; empty if none is named
 * @param review the day by which it must be looked at again; empty if none is set
 * @param reviewOverdue whether that day is over
 * @param unsigned the organisations that it names and that have yet to sign
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
        List<String> exceptions,
        String dpia,
        String review,
        boolean reviewOverdue,
        List<String> signatories,
        List<String> unsigned) {

    /**
     * One agreement in the list.
     *
     * @param reviewOverdue whether somebody should have looked at it again by now
     */
    public record Line(
            String href, String title, String id, String status, String tag, String until, boolean reviewOverdue) {}
}
