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
 * Checks that the metadata log of the node, which lists its topics, can be read. Stateless.
 *
 * <p>Kafka truncates a log at its first damaged batch. That is correct for an incomplete write at the end. But at the
 * beginning of this log, the node would start without any topics and delete their records as strays. So the beginnings
 * of its files are checked before Kafka reads them; Kafka handles damage further on.
 */
final class MetadataLogCheck {
    private static final String DIRECTORY = "__cluster_metadata-0";
    private static final String PARTITION_DIRECTORIES = "[A-Za-z0-9._-]+-[0-9]+";

    private MetadataLogCheck() {
    }

    static void requireReadable(Path dataDirectory) throws BrokerException {
        try {
            if (hasPartitions(dataDirectory) && !isReadable(dataDirectory.resolve(DIRECTORY))) {
                throw damaged(dataDirectory, null);
            }
        } catch (IOException | KafkaException e) {
            throw damaged(dataDirectory, e);
        }
    }

    private static boolean hasPartitions(Path dataDirectory) throws IOException {
        return list(dataDirectory).stream().map(path -> String.valueOf(path.getFileName()))
                .anyMatch(name -> name.matches(PARTITION_DIRECTORIES) && !name.equals(DIRECTORY));
    }

    private static boolean isReadable(Path log) throws IOException {
        List<Path> files = list(log);
        Stream<Path> snapshots = files.stream().filter(file -> file.toString().endsWith(".checkpoint"));
        Stream<Path> oldestSegment = files.stream().filter(file -> file.toString().endsWith(".log")).sorted().limit(1);
        boolean hasContent = false;
        for (Path file : Stream.concat(snapshots, oldestSegment).toList()) {
            if (Files.size(file) > 0) {
                checkBeginning(file.toFile());
                hasContent = true;
            }
        }
        return hasContent;
    }

    private static void checkBeginning(File file) throws IOException {
        try (FileRecords records = FileRecords.open(file, false)) {
            RecordBatch first = records.firstBatch();
            if (first == null) {
                throw new IOException(file + " has no complete batch");
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
                + " is damaged: it contains topics, but the log that lists them cannot be read; restore it from a backup,"
                + " or use another directory", cause);
    }
}
