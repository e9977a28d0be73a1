package dev.carteiro.cli.option;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What standard output is: whether a person reads it there, how wide it is, and whether it shows colours. Immutable.
 *
 * <p>The launcher finds it out and hands it over in a system property, because the JVM asks only whether standard input is
 * a terminal as well. Without a launcher, Linux says where standard output leads.
 *
 * @param isTerminal whether it is a terminal
 * @param width in columns; unlimited where it is not a terminal
 * @param colours for what is written to it
 */
public record Terminal(boolean isTerminal, int width, Colours colours) {
    /** The width in columns, or {@code none} where standard output is not a terminal. */
    static final String PROPERTY = "carteiro.terminal";

    private static final String NONE = "none";
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 20;
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    /** Keeps what standard output of this process is, once somebody asks. */
    private static final class ProcessTerminal {
        private static final Terminal TERMINAL = of(System.getProperty(PROPERTY), System.getenv(),
                Terminal::leadsToTerminal);
    }

    /** Returns what standard output of this process is. */
    public static Terminal current() {
        return ProcessTerminal.TERMINAL;
    }

    /** Returns what is not a terminal and shows no colours. */
    public static Terminal none() {
        return new Terminal(false, Integer.MAX_VALUE, new Colours(false));
    }

    /** @param fallback asked where the launcher has said nothing */
    static Terminal of(@Nullable String property, Map<String, String> environment, BooleanSupplier fallback) {
        boolean isTerminal = property == null ? fallback.getAsBoolean() : !property.equals(NONE);
        int width = isTerminal
                ? width(property == null ? environment.getOrDefault("COLUMNS", "") : property)
                : Integer.MAX_VALUE;
        return new Terminal(isTerminal, width, new Colours(showsColours(isTerminal, environment)));
    }

    private static int width(String text) {
        try {
            return Math.max(Integer.parseInt(text), LEAST_WIDTH);
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** As https://no-color.org and https://bixense.com/clicolors say. */
    private static boolean showsColours(boolean isTerminal, Map<String, String> environment) {
        if (isSet(environment, "NO_COLOR")) {
            return false;
        }
        if (isForced(environment, "CLICOLOR_FORCE") || isForced(environment, "FORCE_COLOR")) {
            return true;
        }
        return isTerminal && !"dumb".equals(environment.get("TERM")) && !"0".equals(environment.get("CLICOLOR"));
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    private static boolean isForced(Map<String, String> environment, String name) {
        return isSet(environment, name) && !"0".equals(environment.get(name));
    }

    @SuppressWarnings("SystemConsoleNull") // it still may be, by -Djdk.console
    private static boolean leadsToTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
