package dev.carteiro.cli.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up logback, unless the operator does it with {@code -Dlogback.configurationFile}. To be called from one thread,
 * at the start.
 */
public final class LoggingSetup {
    /** Who changed what through the API. */
    static final String AUDIT = "carteiro.audit";

    private static final String OURS = "dev.carteiro";
    private static final String SHORT_LINE = "%d{HH:mm:ss} %-5level %msg%nopex%n";
    private static final String LONG_LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{40} %msg%n";
    private static final int OLD_FILES = 5;
    private static final FileSize LARGEST_FILE = FileSize.valueOf("10MB");

    private static boolean verbose;
    private static LogFormat format = LogFormat.TEXT;
    private static boolean prepared;

    private LoggingSetup() {
    }

    /**
     * Has logback set up at the first line that somebody may log, by {@link LogsConfigurator}. Most commands log nothing, and
     * logback takes longer to start than they do.
     */
    public static void prepare() {
        prepared = true;
    }

    /** Sets up logback as nobody has asked for anything else, if {@link #prepare} was called. */
    static boolean configureIfPrepared(LoggerContext context) {
        if (!prepared || configuredByOperator()) {
            return false;
        }
        people(context);
        return true;
    }

    /** As below, for people. */
    public static void start(boolean verbose) {
        start(verbose, LogFormat.TEXT);
    }

    /**
     * @param verbose whether stderr shows what we do as well as what goes wrong, and stack traces
     * @param format of each line; JSON shows what we do as well, since it is for machines
     */
    public static void start(boolean verbose, LogFormat format) {
        if (configuredByOperator()) {
            return;
        }
        LoggingSetup.verbose = verbose;
        LoggingSetup.format = format;
        if (verbose) {
            start(context(), Level.DEBUG, new LoggerLevelFilter(OURS, Level.DEBUG, Level.INFO, Level.WARN), LONG_LINE);
        } else {
            people(context());
        }
    }

    private static void people(LoggerContext context) {
        start(context, Level.INFO, new LoggerLevelFilter(OURS, onConsole(), Level.INFO, Level.ERROR), SHORT_LINE);
    }

    /** Machines can tell what matters from what does not; people are told what matters. */
    private static Level onConsole() {
        return format == LogFormat.JSON ? Level.INFO : Level.WARN;
    }

    private static void start(LoggerContext context, Level ours, LoggerLevelFilter onConsole, String line) {
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(ours);
        context.getLogger(AUDIT).setLevel(Level.INFO);
        // An embedded broker's first client asks for the offsets topic some hundred times while it is being created.
        context.getLogger("kafka.server.DefaultAutoTopicCreationManager").setLevel(Level.ERROR);
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        console.addFilter(onConsole);
        attach(context, console, line);
    }

    /**
     * Keeps a log file beside what stderr shows; at most 60 MB with the older ones. An embedded broker's own lines are
     * for the file alone: it logs errors that are none while it starts and stops.
     */
    public static void alsoTo(Path file) {
        if (configuredByOperator()) {
            return;
        }
        if (!verbose) {
            start(context(), Level.INFO, new LoggerLevelFilter(OURS, onConsole(), Level.OFF, Level.OFF), SHORT_LINE);
        }
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context());
        appender.setFile(file.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context());
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLD_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context());
        size.setMaxFileSize(LARGEST_FILE);
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        attach(context(), appender, LONG_LINE);
    }

    private static void attach(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String line) {
        Encoder<ILoggingEvent> encoder = format == LogFormat.JSON ? new JsonLogEncoder() : pattern(context, line);
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static Encoder<ILoggingEvent> pattern(LoggerContext context, String line) {
        TextLogLayout layout = new TextLogLayout();
        layout.setContext(context);
        layout.setPattern(line);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setLayout(layout);
        return encoder;
    }

    private static boolean configuredByOperator() {
        return System.getProperty("logback.configurationFile") != null;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
