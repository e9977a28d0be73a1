package dev.carteiro.cli.context;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Selects the context in use. */
@Command(name = "use", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Selects the context that commands use.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro context use production"})
final class UseContextCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The context.")
    private String name = "";

    @Override
    public Integer call() {
        ContextFile.read(Invocation.current().environment()).use(name);
        spec.commandLine().getOut().println("context " + name + " is in use");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
