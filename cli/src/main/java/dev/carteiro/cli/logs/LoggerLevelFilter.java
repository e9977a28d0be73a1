package dev.carteiro.cli.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Filters log lines by a minimum level, which differs for Carteiro, the audit log and other libraries. Immutable. */
final class LoggerLevelFilter extends Filter<ILoggingEvent> {
    private final String prefix;
    private final Level ours;
    private final Level audit;
    private final Level others;

    LoggerLevelFilter(String prefix, Level ours, Level audit, Level others) {
        this.prefix = prefix;
        this.ours = ours;
        this.audit = audit;
        this.others = others;
        start();
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String name = event.getLoggerName();
        Level minimum = name.equals(LoggingSetup.AUDIT) ? audit : name.startsWith(prefix) ? ours : others;
        return event.getLevel().isGreaterOrEqual(minimum) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
