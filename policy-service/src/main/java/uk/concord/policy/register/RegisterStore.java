package uk.concord.policy.register;

import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The register's tables: each thing as it stands, and every version that it has had. */
@ApplicationScoped
class RegisterStore {

    private final RegisterJson json;

    RegisterStore(RegisterJson json) {
        this.json = json;
    }

    RegisterSnapshot load(long revision) {
        List<RegisterEntry> entries = RegisterEntry.listAll(Sort.by("address"));
        return new RegisterSnapshot(
                revision,
                entries.stream()
                        .map(entry -> json.stored(Kind.ofPath(entry.kind).orElseThrow(), entry.content))
                        .toList());
    }

    /** The thing with this key. */
    Optional<StoredThing> find(Kind kind, String key) {
        @Nullable RegisterEntry entry = RegisterEntry.findById(kind.path() + "/" + key);
        return entry == null
                ? Optional.empty()
                : Optional.of(new StoredThing(json.stored(kind, entry.content), entry.revision));
    }

    /** The register's revision in which this thing was last changed. */
    OptionalLong revisionOf(Kind kind, String key) {
        return find(kind, key).map(found -> OptionalLong.of(found.revision())).orElse(OptionalLong.empty());
    }

    /** The latest versions of this thing before this revision of the register, the newest first. */
    List<VersionView> versions(Kind kind, String key, long before, int most) {
        return RegisterVersion.<RegisterVersion>find(
                        "address = ?1 and revision < ?2", Sort.descending("revision"), kind.path() + "/" + key, before)
                .page(0, most)
                .list()
                .stream()
                .map(version -> new VersionView(
                        version.revision,
                        version.changedAt,
                        version.client,
                        version.subject,
                        version.reason,
                        json.asWritten(version.content)))
                .toList();
    }

    void store(RegisterThing thing, long revision, Change change, Instant now) {
        String address = RegisterEntry.address(thing);
        String content = json.write(thing);
        @Nullable RegisterEntry stored = RegisterEntry.findById(address);
        RegisterEntry entry = stored == null ? new RegisterEntry() : stored;
        entry.address = address;
        entry.kind = thing.kind().path();
        entry.key = thing.key();
        entry.revision = revision;
        entry.content = content;
        entry.persist();
        RegisterVersion version = new RegisterVersion();
        version.address = address;
        version.revision = revision;
        version.content = content;
        version.client = change.actor().client();
        version.subject = change.actor().subject();
        version.reason = change.reason();
        version.changedAt = now;
        // The version refers to the entry, which must be in the database first.
        RegisterEntry.flush();
        version.persist();
    }
}
