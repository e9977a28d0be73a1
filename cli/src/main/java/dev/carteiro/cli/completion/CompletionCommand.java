package dev.carteiro.cli.completion;

import dev.carteiro.cli.Carteiro;
import dev.carteiro.cli.CarteiroVersion;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(name = "completion", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Prints a script that completes commands and options in a shell."}, footerHeading = "%nExamples:%n", footer = {
                "  source <(carteiro completion bash)                                     in ~/.bashrc",
                "  source <(carteiro completion zsh)                                      in ~/.zshrc, after compinit",
                "  carteiro completion fish > ~/.config/fish/completions/carteiro.fish    once"})
public final class CompletionCommand implements Callable<Integer> {
    /** The shells. */
    enum CompletionShell {
        BASH, ZSH, FISH
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "The shell: bash, zsh or fish.")
    private CompletionShell shell = CompletionShell.BASH;

    @Override
    public Integer call() {
        CommandLine all = Carteiro.commandLine();
        spec.commandLine().getOut().print(switch (shell) {
            // One script for both: in zsh it loads the bash completion functions that it needs.
            case BASH, ZSH -> AutoComplete.bash("carteiro", all) + "\n";
            case FISH -> FishCompletion.script(all);
        });
        spec.commandLine().getOut().flush();
        return 0;
    }
}
