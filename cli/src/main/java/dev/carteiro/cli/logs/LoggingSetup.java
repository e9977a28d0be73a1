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
 * Sets up logback, unless the operator does it with {@code -Dlogback.configurationFile}. Call it from one thread, at the
 * start.
 */
public final class LoggingSetup {
    /** The logger of changes through the API. */
    static final String AUDIT = "carteiro.audit";

    private static final String CARTEIRO_LOGGERS = "dev.carteiro";
    private static final String SHORT_PATTERN = "%d{HH:mm:ss} %-5level %msg%nopex%n";
    private static final String LONG_PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{40} %msg%n";
    private static final int MAX_OLD_FILES = 5;
    private static final FileSize MAX_FILE_SIZE = FileSize.valueOf("10MB");

    private static boolean verbose;
    private static LogFormat format = LogFormat.TEXT;
    private static boolean prepared;

    private LoggingSetup() {
    }

    /**
     * Defers the setup of logback to the first logger, by {@link LogsConfigurator}. Most commands log nothing, and logback
     * takes longer to start than they do.
     */
    public static void prepare() {
        prepared = true;
    }

    /** Sets up logback with the defaults, if {@link #prepare} was called. */
    static boolean configureIfPrepared(LoggerContext context) {
        if (!prepared || isConfiguredByOperator()) {
            return false;
        }
        startForPeople(context);
        return true;
    }

    /** Sets up logback with text lines. */
    public static void start(boolean verbose) {
        start(verbose, LogFormat.TEXT);
    }

    /**
     * Sets up logback.
     *
     * @param verbose true for DEBUG lines and stack traces on stderr
     * @param format the format of each line; JSON includes INFO lines, since log collectors can filter them
     */
    public static void start(boolean verbose, LogFormat format) {
        if (isConfiguredByOperator()) {
            return;
        }
        LoggingSetup.verbose = verbose;
        LoggingSetup.format = format;
        if (verbose) {
            start(context(), Level.DEBUG, new LoggerLevelFilter(CARTEIRO_LOGGERS, Level.DEBUG, Level.INFO, Level.WARN),
                    LONG_PATTERN);
        } else {
            startForPeople(context());
        }
    }

    private static void startForPeople(LoggerContext context) {
        start(context, Level.INFO, new LoggerLevelFilter(CARTEIRO_LOGGERS, consoleLevel(), Level.INFO, Level.ERROR),
                SHORT_PATTERN);
    }

    /** Returns INFO for log collectors, which can filter, and WARN for people. */
    private static Level consoleLevel() {
        return format == LogFormat.JSON ? Level.INFO : Level.WARN;
    }

    private static void start(LoggerContext context, Level ours, LoggerLevelFilter consoleFilter, String pattern) {
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(CARTEIRO_LOGGERS).setLevel(ours);
        context.getLogger(AUDIT).setLevel(Level.INFO);
        // The first client of an embedded broker requests the offsets topic some hundred times during its creation.
        context.getLogger("kafka.server.DefaultAutoTopicCreationManager").setLevel(Level.ERROR);
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        console.addFilter(consoleFilter);
        attach(context, console, pattern);
    }

    /**
     * Adds a log file, of at most 60 MB with its older parts. The lines of an embedded broker go to the file only, because it
     * logs harmless errors while it starts and stops.
     */
    public static void addFile(Path file) {
        if (isConfiguredByOperator()) {
            return;
        }
        if (!verbose) {
            start(context(), Level.INFO, new LoggerLevelFilter(CARTEIRO_LOGGERS, consoleLevel(), Level.OFF, Level.OFF),
                    SHORT_PATTERN);
        }
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context());
        appender.setFile(file.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context());
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(MAX_OLD_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context());
        size.setMaxFileSize(MAX_FILE_SIZE);
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        attach(context(), appender, LONG_PATTERN);
    }

    private static void attach(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        Encoder<ILoggingEvent> encoder = format == LogFormat.JSON
                ? new JsonLogEncoder()
                : textEncoder(context, pattern);
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static Encoder<ILoggingEvent> textEncoder(LoggerContext context, String pattern) {
        TextLogLayout layout = new TextLogLayout();
        layout.setContext(context);
        layout.setPattern(pattern);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setLayout(layout);
        return encoder;
    }

    private static boolean isConfiguredByOperator() {
        return System.getProperty("logback.configurationFile") != null;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
