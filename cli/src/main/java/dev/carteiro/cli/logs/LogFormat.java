package dev.carteiro.cli.logs;

/** How a log line looks. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line, for whatever collects logs. */
    JSON
}
