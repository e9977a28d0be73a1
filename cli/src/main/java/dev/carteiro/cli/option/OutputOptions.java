package dev.carteiro.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a list is shown: a table on a terminal, JSON lines elsewhere, unless said. Filled by picocli. */
public final class OutputOptions {
    /** What may be said. */
    enum OutputFormat {
        TABLE, JSON
    }

    @Option(names = {"-o", "--output"}, paramLabel = "table|json", description = "The form of the list.")
    private @Nullable OutputFormat form;

    public boolean isJson() {
        return form == OutputFormat.JSON || (form == null && !Terminal.current().isTerminal());
    }
}
