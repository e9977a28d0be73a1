package dev.carteiro.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The resources that a process has used, from the operating system. Immutable.
 *
 * @param cpu processor time of all its threads since its start
 * @param residentBytes resident memory; 0 without {@code /proc}
 * @param threads platform threads; 0 without {@code /proc}
 */
public record ProcessUsage(Duration cpu, long residentBytes, int threads) {
    private static final long KIB = 1024;

    public static ProcessUsage of(BenchProcess child) {
        Duration cpu = ProcessHandle.of(child.pid()).flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        Path status = Path.of("/proc", Long.toString(child.pid()), "status");
        return new ProcessUsage(cpu, number(status, "VmRSS:") * KIB, (int) number(status, "Threads:"));
    }

    private static long number(Path status, String name) {
        try {
            return Files.isReadable(status)
                    ? Files.readAllLines(status).stream().filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0)
                    : 0;
        } catch (IOException e) {
            throw new BenchHarnessException("cannot read " + status, e);
        }
    }
}
