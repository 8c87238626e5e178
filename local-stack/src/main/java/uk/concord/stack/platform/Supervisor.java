package uk.concord.stack.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.demo.Demonstration;
import uk.concord.stack.demo.DemonstrationTarget;
import uk.concord.stack.process.Folders;

/**
 * The process that every part of one platform is bound to: it starts them, answers about them, and when it ends, they end.
 *
 * <p>Argument: the platform's folder, with the settings in it.
 */
final class Supervisor {

    private final PlatformSettings settings;
    private final Map<String, SupervisedPart> parts = new LinkedHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile String demonstration = "";
    private volatile boolean demonstrationLoaded;

    private Supervisor(PlatformSettings settings) {
        this.settings = settings;
        for (PartPlan plan : new PlatformPlan(settings).parts()) {
            parts.put(plan.name(), new SupervisedPart(plan));
        }
        demonstrationLoaded = !settings.demonstration() || !settings.parts().contains(PlatformParts.GATEWAY);
    }

    static void main(String[] arguments) throws Exception {
        Supervisor supervisor = new Supervisor(PlatformSettings.saved(ProjectFolder.here(), Path.of(arguments[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stopAll));
        supervisor.run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        endWithOwner();
        SupervisorControl.serve(this, settings.folder());
        startAll();
        end.await();
    }

    Map<String, SupervisedPart> parts() {
        return parts;
    }

    PlatformSettings settings() {
        return settings;
    }

    /** Whether every part serves and the demonstration's data are in. */
    boolean isReady() {
        return demonstrationLoaded
                && parts.values().stream().allMatch(part -> part.health() == SupervisedPart.Health.READY);
    }

    /** What is done besides starting parts; empty when nothing is. */
    String doing() {
        return demonstration;
    }

    /** Ends the platform soon. */
    void end() {
        end.countDown();
    }

    private void startAll() {
        Map<String, CompletableFuture<Void>> started = new LinkedHashMap<>();
        for (SupervisedPart part : parts.values()) {
            CompletableFuture<?>[] needed = part.plan().after().stream()
                    .map(name -> Optional.ofNullable(started.get(name))
                            .orElseThrow(() -> new IllegalStateException(name + " must be planned before its users")))
                    .toArray(CompletableFuture<?>[]::new);
            started.put(
                    part.plan().name(),
                    CompletableFuture.allOf(needed)
                            .whenComplete((nothing, failure) -> {
                                if (failure != null) {
                                    part.neverStarted("not started, because a part that it needs has failed");
                                }
                            })
                            .thenRunAsync(part::start, starts));
        }
        CompletableFuture<Void> _ = CompletableFuture.allOf(started.values().toArray(CompletableFuture<?>[]::new))
                .thenRunAsync(this::loadDemonstration, starts)
                .exceptionally(failure -> {
                    failure.printStackTrace();
                    return null;
                });
    }

    private void loadDemonstration() {
        if (demonstrationLoaded) {
            return;
        }
        try {
            new Demonstration(new DemonstrationTarget(
                            settings.gateway(),
                            settings.issuer(),
                            settings.folder().resolve("demonstration-loaded")))
                    .load(what -> demonstration = what);
            demonstrationLoaded = true;
            demonstration = "";
        } catch (RuntimeException e) {
            demonstration = "failed: " + e.getMessage();
            throw e;
        }
    }

    private void endWithOwner() {
        if (settings.owner() != 0) {
            ProcessHandle.of(settings.owner())
                    .ifPresentOrElse(
                            owner -> {
                                CompletableFuture<Void> _ = owner.onExit().thenRun(this::end);
                            },
                            this::end);
        }
    }

    /** Services first: what they hand to Kafka and PostgreSQL while they stop must still find them. */
    private void stopAll() {
        List<SupervisedPart> services = new ArrayList<>();
        List<SupervisedPart> servers = new ArrayList<>();
        parts.values().forEach(part -> (part.plan().after().isEmpty() ? servers : services).add(part));
        for (List<SupervisedPart> group : List.of(services, servers)) {
            CompletableFuture<?>[] stops = group.stream()
                    .map(part -> CompletableFuture.runAsync(part::stop, starts))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(stops).join();
        }
        Folders.delete(settings.folder().resolve(SupervisorControl.FILE));
    }
}
