package dev.carteiro.cli.option;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The properties of standard output: terminal or not, its width and its colours. Immutable.
 *
 * <p>The launcher passes them in a system property, because the JVM reports a terminal only if standard input is one as well.
 * Without the launcher, the target of {@code /proc/self/fd/1} decides on Linux.
 *
 * @param isTerminal true if standard output is a terminal
 * @param width the width in columns; unlimited if it is not a terminal
 * @param colours the colours of its text
 */
public record Terminal(boolean isTerminal, int width, Colours colours) {
    /** The property with the width in columns, or {@code none} if standard output is not a terminal. */
    static final String PROPERTY = "carteiro.terminal";

    private static final String NONE = "none";
    private static final int DEFAULT_WIDTH_COLUMNS = 80;
    private static final int MIN_WIDTH_COLUMNS = 20;
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    /** Holds the properties of this process's standard output, initialized at first use. */
    private static final class ProcessTerminal {
        private static final Terminal TERMINAL = of(System.getProperty(PROPERTY), System.getenv(),
                Terminal::leadsToTerminal);
    }

    /** Returns the properties of this process's standard output. */
    public static Terminal current() {
        return ProcessTerminal.TERMINAL;
    }

    /** Returns the properties of a file or pipe, without colours. */
    public static Terminal none() {
        return new Terminal(false, Integer.MAX_VALUE, new Colours(false));
    }

    /**
     * Returns the properties that the launcher and the environment give.
     *
     * @param fallback decides if the launcher set no property
     */
    static Terminal of(@Nullable String property, Map<String, String> environment, BooleanSupplier fallback) {
        boolean isTerminal = property == null ? fallback.getAsBoolean() : !property.equals(NONE);
        int width = isTerminal
                ? width(property == null ? environment.getOrDefault("COLUMNS", "") : property)
                : Integer.MAX_VALUE;
        return new Terminal(isTerminal, width, new Colours(showsColours(isTerminal, environment)));
    }

    private static int width(String text) {
        try {
            return Math.max(Integer.parseInt(text), MIN_WIDTH_COLUMNS);
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH_COLUMNS;
        }
    }

    /** Follows https://no-color.org and https://bixense.com/clicolors. */
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

    @SuppressWarnings("SystemConsoleNull") // it can be null with -Djdk.console
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
