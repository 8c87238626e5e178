package uk.concord.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.concord.stack.ProjectFolder;

/** Starts Java programs with the JDK that this one runs on. */
public final class JavaCommand {

    private JavaCommand() {}

    /** The {@code java} of this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A command line for a main class of local-stack on the servers' class path. */
    public static List<String> ofServer(
            ProjectFolder project, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options);
        command.add("-Dconcord.root=" + project.root());
        command.addAll(List.of("-cp", project.serverClassPath(), main));
        command.addAll(arguments);
        return command;
    }
}
