package dev.carteiro.bench.report;

import com.sun.management.OperatingSystemMXBean;
import dev.carteiro.cli.CarteiroVersion;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The machine and the versions of a run. Immutable.
 *
 * @param processors of the machine
 * @param memoryBytes of the machine
 * @param load the operating system's average of the last minute before the first scenario
 */
public record BenchMachine(int processors, long memoryBytes, double load) {
    private static final long GIB = 1L << 30;

    /** Returns the current state of this machine. */
    public static BenchMachine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new BenchMachine(system.getAvailableProcessors(), system.getTotalMemorySize(),
                system.getSystemLoadAverage());
    }

    String describe() {
        return String.format(Locale.ROOT,
                "%s: Carteiro %s, Kafka %s, Java %s; %d processors, %d GiB, %s %s; load before the run %.1f.",
                LocalDate.now(ZoneOffset.UTC), CarteiroVersion.text(), AppInfoParser.getVersion(), Runtime.version(),
                processors, Math.round((double) memoryBytes / GIB), System.getProperty("os.name"),
                System.getProperty("os.arch"), load);
    }
}
