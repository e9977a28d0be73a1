package dev.carteiro.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the node's own log, in which its topics are written down, can be read. Stateless.
 *
 * <p>
 * Kafka cuts a log at its first damaged batch. That is right for the torn end of a write, and a disaster at the
 * beginning of this log: the node would start without a topic and clear their records away as strays. So the beginnings
 * are checked before Kafka sees them; damage further on is left to Kafka.
 */
final class MetadataLogCheck {
    private static final String DIRECTORY = "__cluster_metadata-0";
    private static final String PARTITION_DIRECTORIES = "[A-Za-z0-9._-]+-[0-9]+";

    private MetadataLogCheck() {
    }

    static void refuseDamaged(Path dataDirectory) throws BrokerException {
        try {
            if (holdsRecords(dataDirectory) && !isReadable(dataDirectory.resolve(DIRECTORY))) {
                throw damaged(dataDirectory, null);
            }
        } catch (IOException | KafkaException e) {
            throw damaged(dataDirectory, e);
        }
    }

    private static boolean holdsRecords(Path dataDirectory) throws IOException {
        return list(dataDirectory).stream().map(path -> String.valueOf(path.getFileName()))
                .anyMatch(name -> name.matches(PARTITION_DIRECTORIES) && !name.equals(DIRECTORY));
    }

    private static boolean isReadable(Path log) throws IOException {
        List<Path> files = list(log);
        Stream<Path> snapshots = files.stream().filter(file -> file.toString().endsWith(".checkpoint"));
        Stream<Path> oldestSegment = files.stream().filter(file -> file.toString().endsWith(".log")).sorted().limit(1);
        boolean anything = false;
        for (Path file : Stream.concat(snapshots, oldestSegment).toList()) {
            if (Files.size(file) > 0) {
                checkBeginning(file.toFile());
                anything = true;
            }
        }
        return anything;
    }

    private static void checkBeginning(File file) throws IOException {
        try (FileRecords records = FileRecords.open(file, false)) {
            RecordBatch first = records.firstBatch();
            if (first == null) {
                throw new IOException(file + " has no whole batch");
            }
            first.ensureValid();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static BrokerException damaged(Path dataDirectory, @Nullable Exception cause) {
        return new BrokerException("the data directory " + dataDirectory
                + " is damaged: it holds topics, but the log that lists them cannot be read; restore it from a backup, or"
                + " choose another directory", cause);
    }
}
