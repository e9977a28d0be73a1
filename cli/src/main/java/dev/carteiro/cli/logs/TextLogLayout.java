package dev.carteiro.cli.logs;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.carteiro.cli.option.TerminalText;

/**
 * Formats a log line for people. Escapes control characters and indents text after a line end, so that a message cannot control
 * the terminal or forge another log line. As thread-safe as its superclass.
 */
final class TextLogLayout extends PatternLayout {
    @Override
    public String doLayout(ILoggingEvent event) {
        return TerminalText.escaped(super.doLayout(event).stripTrailing()).replace("\n", "\n  ")
                + System.lineSeparator();
    }
}
