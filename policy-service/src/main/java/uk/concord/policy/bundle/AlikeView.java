package uk.concord.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

    private final RegisterView register;
    private final RegisterData data;
    private final Releases releases;
    private final ObjectMapper json;
    private volatile AlikeOrganisations latest = AlikeOrganisations.NONE;

    AlikeView(RegisterView register, RegisterData data, Releases releases, ObjectMapper json) {
        this.register = register;
        this.data = data;
        this.releases = releases;
        this.json = json;
    }

    // Before the bundle is told, so that who are alike is known when the first answer under it comes.
    void find(@Observes @Priority(2) RevisionChanged change) {
        RegisterSnapshot snapshot = register.latest();
        ReleaseFiles rules = releases.live();
        AlikeOrganisations found =
                AlikeOrganisations.in(rules.number(), rules.files(), snapshot.revision(), tree(snapshot));
        latest = found;
        LOG.debugf(
                "alike release=%d register=%d organisations=%d",
                found.release(), found.register(), found.byCode().size());
    }

    private JsonNode tree(RegisterSnapshot snapshot) {
        try {
            return json.readTree(data.of(snapshot));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    /** As of the newest change; nobody is alike before this replica has read its database. */
    public AlikeOrganisations latest() {
        return latest;
    }
}
