package uk.concord.policy.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import uk.concord.kernel.identity.OdsCode;

/** The whole register under one revision. Immutable. */
public final class RegisterSnapshot {

    private final long revision;
    private final Map<Kind, SortedMap<String, RegisterThing>> things;

    RegisterSnapshot(long revision, Collection<? extends RegisterThing> things) {
        this.revision = revision;
        this.things = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            this.things.put(kind, new TreeMap<>());
        }
        things.forEach(thing -> of(thing.kind()).put(thing.key(), thing));
    }

    public long revision() {
        return revision;
    }

    /** All of one kind, by key. */
    public List<RegisterThing> all(Kind kind) {
        return List.copyOf(of(kind).values());
    }

    /** The one with this key. */
    public Optional<RegisterThing> find(Kind kind, String key) {
        return Optional.ofNullable(of(kind).get(key));
    }

    /** Whether exactly this is in the register. */
    boolean holds(RegisterThing thing) {
        return find(thing.kind(), thing.key()).filter(thing::equals).isPresent();
    }

    /** The partner system that this OAuth client is. */
    public Optional<PartnerSystem> partnerSystem(String clientId) {
        return find(Kind.PARTNER_SYSTEMS, clientId).map(PartnerSystem.class::cast);
    }

    /** The organisations whose work this one has taken over, directly or through others. */
    public List<OdsCode> predecessors(OdsCode organisation) {
        List<OdsCode> found = new ArrayList<>();
        collectPredecessors(organisation, found);
        found.remove(organisation);
        return found.stream().sorted().toList();
    }

    private void collectPredecessors(OdsCode organisation, List<OdsCode> found) {
        for (RegisterThing thing : of(Kind.ORGANISATIONS).values()) {
            if (thing instanceof Organisation candidate
                    && organisation.equals(candidate.successor())
                    && !found.contains(candidate.odsCode())) {
                found.add(candidate.odsCode());
                collectPredecessors(candidate.odsCode(), found);
            }
        }
    }

    /** The register as it would be with these things put in. */
    RegisterSnapshot with(Collection<? extends RegisterThing> changed) {
        List<RegisterThing> all = new ArrayList<>();
        things.values().forEach(kind -> all.addAll(kind.values()));
        all.addAll(changed);
        return new RegisterSnapshot(revision, all);
    }

    private SortedMap<String, RegisterThing> of(Kind kind) {
        return things.getOrDefault(kind, new TreeMap<>());
    }
}
