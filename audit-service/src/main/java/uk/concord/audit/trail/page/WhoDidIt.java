package uk.concord.audit.trail.page;

import java.util.ArrayList;
import java.util.List;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.trail.RecordView;
import uk.concord.kernel.page.PageTimes;

/** What a record says of who did it, and the way to all that they did. */
final class WhoDidIt {

    private WhoDidIt() {}

    static Row.Section section(RecordView view, RegisterNames names) {
        RecordView.Actor actor = view.actor();
        RecordView.User user = actor.user();
        String organisation = actor.organisation();
        Rows rows = new Rows()
                .add("When", PageTimes.said(view.occurredAt()))
                .add("Organisation", organisation == null ? null : names.organisation(organisation))
                .add("Acted as", Words.capacity(actor.capacity()));
        if (user != null) {
            rows.add("Person", person(user))
                    .add("How we know", "Their own system said who this person is. Concord did not check it.");
        }
        rows.add("System", actor.client()).add("Account", actor.subject());
        addAllDone(rows, actor);
        return rows.add("Seen by", Words.source(view.source()))
                .add("Request", view.requestId())
                .under("Who did it");
    }

    private static void addAllDone(Rows rows, RecordView.Actor actor) {
        String user = actor.user() == null ? null : actor.user().id();
        SearchAddress all = user == null
                ? SearchAddress.EVERYTHING.by(actor.subject(), "")
                : SearchAddress.EVERYTHING.by(user, actor.client());
        List<Fault> faults = new ArrayList<>();
        all.criteria(faults);
        // What no search can be made of has no link.
        if (faults.isEmpty()) {
            rows.addLink(
                    "All that they did",
                    user == null
                            ? "Everything this account did"
                            : "Everything this person did through " + actor.client(),
                    all.href());
        }
    }

    private static String person(RecordView.User user) {
        String id = user.id() == null ? "No name given" : user.id();
        return user.role() == null ? id : id + ", in the role " + user.role();
    }
}
