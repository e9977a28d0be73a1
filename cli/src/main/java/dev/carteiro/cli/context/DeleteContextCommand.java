package dev.carteiro.cli.context;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes a context. */
@Command(name = "delete", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Deletes a context; the cluster stays as it is.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro context delete staging"})
final class DeleteContextCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The context.")
    private String name = "";

    @Override
    public Integer call() {
        ContextFile.read(Invocation.current().environment()).delete(name);
        spec.commandLine().getOut().println("context " + name + " is deleted");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
