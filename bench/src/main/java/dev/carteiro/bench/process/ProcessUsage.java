package dev.carteiro.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used, as the operating system counts it. Immutable.
 *
 * @param cpu of all its threads since its start
 * @param residentBytes of memory; 0 where the operating system has no {@code /proc}
 * @param threads of the platform; 0 where the operating system has no {@code /proc}
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
