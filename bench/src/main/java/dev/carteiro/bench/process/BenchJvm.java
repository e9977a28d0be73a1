package dev.carteiro.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a command line: this process's Java, a class path, options. Immutable.
 *
 * @param classPath with the main class
 * @param options heap, collector and others
 */
public record BenchJvm(String classPath, List<String> options) {
    public BenchJvm {
        options = List.copyOf(options);
    }

    /** Returns a JVM with the classes of this process. */
    public static BenchJvm here(String... options) {
        return new BenchJvm(System.getProperty("java.class.path"), List.of(options));
    }

    public BenchJvm with(List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new BenchJvm(classPath, all);
    }

    List<String> command(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** @param name a program of this process's JDK */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
