package uk.concord.audit.trail.page;

import java.util.List;

/** What another part of the console finds that needs attention, for the overview. */
public interface Attention {

    /** Its counts, within what the signed-in officer may see. */
    List<OverviewPage.Count> counts();
}
