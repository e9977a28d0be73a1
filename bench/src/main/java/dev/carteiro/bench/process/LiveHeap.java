package dev.carteiro.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the live heap of a process. Stateless. */
public final class LiveHeap {
    private static final Pattern USED = Pattern
            .compile("total (?:reserved )?\\d+K(?:, committed \\d+K)?, used (\\d+)K");
    private static final Pattern AFTER = Pattern.compile("->(\\d+)M\\(");
    private static final int ATTEMPTS = 3;
    private static final int TIMEOUT_SECONDS = 30;
    private static final long KIB = 1024;

    private LiveHeap() {
    }

    /** Collects garbage and returns the live bytes: the minimum of some attempts, because threads continue to allocate. */
    public static long liveBytes(BenchProcess child) throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            jcmd(child, "GC.run");
            Matcher used = USED.matcher(jcmd(child, "GC.heap_info"));
            if (!used.find()) {
                throw new BenchHarnessException("cannot parse the output of jcmd GC.heap_info");
            }
            least = Math.min(least, Long.parseLong(used.group(1)) * KIB);
        }
        return least;
    }

    /** Returns the maximum after any collection, for a JVM with {@code -Xlog:gc:file}. */
    public static long peakAfterCollection(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8).lines().map(AFTER::matcher).filter(Matcher::find)
                    .mapToLong(after -> Long.parseLong(after.group(1)) * KIB * KIB).max().orElse(0);
        } catch (IOException e) {
            throw new BenchHarnessException("cannot read " + log, e);
        }
    }

    private static String jcmd(BenchProcess child, String command) throws InterruptedException {
        try {
            Process jcmd = new ProcessBuilder(BenchJvm.tool("jcmd"), Long.toString(child.pid()), command)
                    .redirectErrorStream(true).start();
            String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!jcmd.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
                jcmd.destroyForcibly();
                throw new BenchHarnessException("jcmd " + command + " failed: " + printed.strip());
            }
            return printed;
        } catch (IOException e) {
            throw new BenchHarnessException("cannot run jcmd: " + e.getMessage(), e);
        }
    }
}
