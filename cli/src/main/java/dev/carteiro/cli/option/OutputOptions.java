package dev.carteiro.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The output format: by default a table on a terminal, JSON lines elsewhere. Filled by picocli. */
public final class OutputOptions {
    /** The formats. */
    enum OutputFormat {
        TABLE, JSON
    }

    @Option(names = {"-o",
            "--output"}, paramLabel = "table|json", description = "The output format; by default table on a terminal, json elsewhere.")
    private @Nullable OutputFormat form;

    public boolean isJson() {
        return form == OutputFormat.JSON || (form == null && !Terminal.current().isTerminal());
    }
}
