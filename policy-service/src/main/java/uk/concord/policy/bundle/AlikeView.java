package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.RegisterView;
import uk.concord.policy.release.ReleaseFiles;
import uk.concord.policy.release.Releases;
import uk.concord.policy.revision.RevisionChanged;

/** Which organisations are alike under the rules and the register that this replica knows. */
@ApplicationScoped
public class AlikeView {

    private static final Logger LOG = Logger.getLogger(AlikeView.class);

    private final RegisterView view;
    private final RegisterData data;
    private final Releases releases;
    private final ObjectMapper json;
    private ReleaseFiles rules = new ReleaseFiles(0, new TreeMap<>());
    private Register register = new Register(0, MissingNode.getInstance());
    private volatile AlikeOrganisations latest = AlikeOrganisations.NONE;

    AlikeView(RegisterView view, RegisterData data, Releases releases, ObjectMapper json) {
        this.view = view;
        this.data = data;
        this.releases = releases;
        this.json = json;
    }

    // Before the bundle is told, so that who are alike is known when the first answer under it comes.
    synchronized void find(@Observes @Priority(2) RevisionChanged change) {
        switch (change.part()) {
            case RELEASE -> rules = releases.live();
            case REGISTER -> register = tree(view.latest());
        }
        latest = AlikeOrganisations.in(rules.number(), rules.files(), register.revision(), register.data());
        LOG.debugf(
                "alike release=%d register=%d organisations=%d",
                latest.release(), latest.register(), latest.byCode().size());
    }

    /** The register as the rules see it. */
    private record Register(long revision, JsonNode data) {}

    private Register tree(RegisterSnapshot snapshot) {
        try {
            return new Register(snapshot.revision(), json.readTree(data.of(snapshot)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    /** As of the newest change; nobody is alike before this replica has read its database. */
    public AlikeOrganisations latest() {
        return latest;
    }
}
