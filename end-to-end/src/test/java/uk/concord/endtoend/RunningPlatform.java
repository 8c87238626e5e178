package uk.concord.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.platform.PlatformSettings;

/** Starts one whole platform for all tests, empty, on ports of its own, and ends it after the last. */
final class RunningPlatform implements ParameterResolver {

    private static final Duration READY_WITHIN = Duration.ofMinutes(6);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Platform.class, key -> start(), Platform.class);
    }

    private static Platform start() {
        ProjectFolder project = ProjectFolder.here();
        Path folder = project.root().resolve("end-to-end/target/platform");
        uk.concord.stack.platform.Platform platform =
                uk.concord.stack.platform.Platform.startEmpty(PlatformSettings.forTest(project, folder));
        try {
            platform.awaitReady(READY_WITHIN);
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
        return new Platform(platform);
    }
}
