package uk.concord.policy.register.page;

import java.util.List;

/**
 * The organisations that fit.
 *
 * @param name what was looked for in names, codes and postcodes; empty if nothing
 * @param show which agreements were looked for; empty if any
 * @param total how many the register has
 */
public record OrganisationsPage(String name, String show, List<Line> lines, int total) {

    /**
     * One organisation.
     *
     * @param postcode empty if the register has none
     * @param agreements how many agreements are in force for it, and when the first of them ends
     */
    public record Line(
            String code,
            String name,
            String type,
            String status,
            String postcode,
            String agreements,
            boolean attention) {}
}
