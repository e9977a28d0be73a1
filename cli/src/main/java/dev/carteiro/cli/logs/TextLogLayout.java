package dev.carteiro.cli.logs;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.carteiro.cli.option.TerminalText;

/**
 * Writes a log line for people, which can neither steer a terminal nor begin another line: what follows a line end within it,
 * in a message or in an exception's, is indented. As thread-safe as its super class.
 */
final class TextLogLayout extends PatternLayout {
    @Override
    public String doLayout(ILoggingEvent event) {
        return TerminalText.escaped(super.doLayout(event).stripTrailing()).replace("\n", "\n  ") + System.lineSeparator();
    }
}
