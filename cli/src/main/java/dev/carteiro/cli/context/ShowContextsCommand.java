package dev.carteiro.cli.context;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.ClusterContext;
import dev.carteiro.cli.option.Column;
import dev.carteiro.cli.option.Invocation;
import dev.carteiro.cli.option.KafkaAddress;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the contexts, and the Kafka cluster that commands use now. */
@Command(name = "show", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows the contexts, the one in use with a star, and which Kafka cluster commands use now and why."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro context show"})
final class ShowContextsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(Column.key(" "), Column.key("NAME"), Column.text("BROKERS"),
            Column.text("KAFKA CONFIG"), Column.detail("SETTINGS"));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Invocation invocation = Invocation.current();
        ContextFile file = ContextFile.read(invocation.environment());
        ClusterContext inUse = file.inUse();
        PrintWriter out = spec.commandLine().getOut();
        if (!file.contexts().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            file.contexts().forEach((name, context) -> rows.add(row(context, context.equals(inUse))));
            Table.lines(COLUMNS, rows, Terminal.current()).forEach(out::println);
        }
        out.println(clusterInUse(invocation, inUse, file));
        out.flush();
        return 0;
    }

    private static List<String> row(ClusterContext context, boolean isInUse) {
        return List.of(isInUse ? "*" : "", context.name(), orDash(context.bootstrapServers()),
                orDash(context.kafkaConfig()),
                context.settings().isEmpty()
                        ? "-"
                        : new TreeMap<>(context.settings()).toString().replaceAll("[{}]", ""));
    }

    private static String clusterInUse(Invocation invocation, @Nullable ClusterContext inUse, ContextFile file) {
        String servers = invocation.variable(KafkaAddress.SERVERS_VARIABLE);
        String config = invocation.variable(KafkaAddress.CONFIG_VARIABLE);
        if (servers != null || config != null) {
            return "commands use " + (servers == null
                    ? config + ", from " + KafkaAddress.CONFIG_VARIABLE
                    : KafkaAddress.brokers(servers, KafkaAddress.SERVERS_VARIABLE) + ", from "
                            + KafkaAddress.SERVERS_VARIABLE)
                    + (inUse == null ? "" : ", and not the context " + inUse.name());
        }
        return inUse == null
                ? "commands use localhost:9092, by default: no context is in use"
                : "commands use " + (inUse.bootstrapServers() == null ? inUse.kafkaConfig() : inUse.bootstrapServers())
                        + ", from the context " + inUse.name() + " in " + file.path();
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
