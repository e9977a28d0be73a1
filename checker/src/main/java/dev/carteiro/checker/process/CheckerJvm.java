package dev.carteiro.checker.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds command lines for JVMs with this one's Java and class path, and a small heap. Immutable. */
final class CheckerJvm {
    private final List<String> options;

    /** @param agent options for every JVM; empty for none */
    CheckerJvm(List<String> agent) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        all.addAll(agent);
        options = List.copyOf(all);
    }

    List<String> command(String heap, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }
}
