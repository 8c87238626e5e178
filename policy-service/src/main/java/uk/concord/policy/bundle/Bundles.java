package uk.concord.policy.bundle;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.register.RegisterView;
import uk.concord.policy.release.ReleaseFiles;
import uk.concord.policy.release.Releases;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionChanged;

/** Signs and packs a bundle at each change, and tells those who wait for one. */
@ApplicationScoped
class Bundles {

    private final RegisterView register;
    private final RegisterData data;
    private final Releases releases;
    private final Signer signer;
    private final Map<Part, Bundle> latest = new EnumMap<>(Part.class);
    private final Map<Part, CompletableFuture<Bundle>> awaited = new EnumMap<>(Part.class);

    Bundles(RegisterView register, RegisterData data, Releases releases, Signer signer) {
        this.register = register;
        this.data = data;
        this.releases = releases;
        this.signer = signer;
        for (Part part : Part.values()) {
            awaited.put(part, new CompletableFuture<>());
        }
    }

    void pack(@Observes @Priority(3) RevisionChanged change) {
        publish(
                change.part(),
                switch (change.part()) {
                    case REGISTER -> ofRegister(register.latest());
                    case RELEASE -> ofRelease(releases.live());
                });
    }

    private synchronized void publish(Part part, Bundle bundle) {
        latest.put(part, bundle);
        CompletableFuture<Bundle> waiting = awaited.put(part, new CompletableFuture<>());
        if (waiting != null) {
            waiting.complete(bundle);
        }
    }

    /** The bundle as it is now; nothing before this replica has read its database. */
    synchronized Optional<Bundle> latest(Part part) {
        return Optional.ofNullable(latest.get(part));
    }

    /** The bundle as soon as it is another one than that with this ETag; nothing if that takes longer than the wait. */
    synchronized Uni<Optional<Bundle>> other(Part part, String etag, Duration wait) {
        Optional<Bundle> now = latest(part).filter(bundle -> !bundle.etag().equals(etag));
        if (now.isPresent() || wait.isZero()) {
            return Uni.createFrom().item(now);
        }
        CompletableFuture<Bundle> next = awaited.getOrDefault(part, new CompletableFuture<>());
        return Uni.createFrom()
                .completionStage(() -> next.copy())
                .map(Optional::of)
                .ifNoItem()
                .after(wait)
                .recoverWithItem(Optional.empty());
    }

    private Bundle ofRegister(RegisterSnapshot snapshot) {
        return Bundle.pack(
                "register", "register", snapshot.revision(), Map.of("register/data.json", data.of(snapshot)), signer);
    }

    private Bundle ofRelease(ReleaseFiles release) {
        return Bundle.pack("rules", "concord", release.number(), new TreeMap<>(release.files()), signer);
    }
}
