package uk.concord.stack.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.SettingsException;
import uk.concord.stack.tool.MissingToolException;
import uk.concord.stack.tour.Tour;

/** The main class behind {@code ./concord}. The script has built what is needed before it calls this. */
final class Concord {

    private static final int USAGE = 2;

    private Concord() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        try {
            ProjectFolder project = ProjectFolder.here();
            PlatformSettings settings = PlatformSettings.of(project, System.getenv());
            String command = arguments.isEmpty() ? "" : arguments.getFirst();
            List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
            return switch (command) {
                case "run" -> new RunCommand(settings).run(rest);
                case "stop" -> stop(settings);
                case "status" -> new StatusCommand(settings).run(rest);
                case "token" -> token(settings, rest);
                case "logs" -> new LogsCommand(settings).run(rest);
                case "verify" -> new VerifyCommand(settings).run(rest);
                case "tour" -> tour(settings, rest);
                case "count-tests" -> new TestCount(project.root()).print(System.out);
                default -> {
                    System.err.println("./concord has no command '" + command + "'; './concord help' names them");
                    yield USAGE;
                }
            };
        } catch (SettingsException | MissingToolException e) {
            System.err.println(e.getMessage());
            return USAGE;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int stop(PlatformSettings settings) {
        Platform.running(settings.project(), settings.folder())
                .ifPresentOrElse(
                        platform -> {
                            platform.stop();
                            System.out.println("Stopped. The data are kept in " + settings.folder() + ".");
                        },
                        () -> System.out.println("Nothing runs."));
        return 0;
    }

    private static int tour(PlatformSettings settings, List<String> rest) throws IOException, InterruptedException {
        if (!rest.isEmpty()) {
            throw new SettingsException("'tour' takes nothing");
        }
        Platform platform = Platform.running(settings.project(), settings.folder())
                .orElseThrow(() -> new SettingsException("The platform does not run: start it with './concord run'"));
        try {
            return new Tour(platform, System.out).run() ? 0 : 1;
        } catch (SQLException e) {
            throw new IllegalStateException("The copy of the ledger could not be made: " + e.getMessage(), e);
        }
    }

    private static int token(PlatformSettings settings, List<String> rest) {
        if (rest.size() != 1) {
            throw new SettingsException("Say whose token: ./concord token <client or account>");
        }
        System.out.println(Platform.running(settings.project(), settings.folder())
                .orElseThrow(() -> new SettingsException("The platform does not run: start it with './concord run'"))
                .token(rest.getFirst()));
        return 0;
    }
}
