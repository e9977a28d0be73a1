package dev.carteiro.cli.listen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a subscription that belongs to a process: {@code listen-HOST-PID-START}. Immutable.
 *
 * @param host the machine's name with a hash that distinguishes machines of the same name
 * @param pid the process id
 * @param startSeconds the start of the process in Unix seconds, because process ids are reused
 */
record ListenerId(String host, long pid, long startSeconds) {
    private static final Pattern FORM = Pattern.compile("listen-(.+)-([0-9]{1,18})-([0-9]{1,18})");
    private static final int MAX_HOST_CHARACTERS = 40;

    /** The start time is computed from the time since boot, so it moves when the machine's clock is set. */
    private static final long START_TOLERANCE_SECONDS = Duration.ofSeconds(10).toSeconds();

    static ListenerId ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new ListenerId(thisHost(), self.pid(),
                self.info().startInstant().orElse(Instant.EPOCH).getEpochSecond());
    }

    /** Parses an id; empty if it does not have this form. */
    static Optional<ListenerId> parse(String id) {
        Matcher parts = FORM.matcher(id);
        return parts.matches()
                ? Optional.of(
                        new ListenerId(parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    String text() {
        return "listen-" + host + "-" + pid + "-" + startSeconds;
    }

    /** Returns true if the process was one of this machine and no longer runs. */
    boolean hasEnded() {
        return host.equals(thisHost()) && ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Math.abs(start.getEpochSecond() - startSeconds) > START_TOLERANCE_SECONDS)
                .orElseGet(() -> ProcessHandle.of(pid).isEmpty());
    }

    /** Returns the name and a hash of this machine and its process namespace, in which process ids are unique. */
    private static String thisHost() {
        Map<String, String> environment = System.getenv();
        String name = read(Path.of("/proc/sys/kernel/hostname"))
                .orElseGet(
                        () -> environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "host")));
        String label = name.strip().toLowerCase(Locale.ROOT).replaceFirst("\\..*", "").replaceAll("[^a-z0-9-]", "");
        String identity = name + read(Path.of("/etc/machine-id")).orElse("") + namespace();
        return (label.length() > MAX_HOST_CHARACTERS ? label.substring(0, MAX_HOST_CHARACTERS) : label) + "-"
                + hash(identity);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 3);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
