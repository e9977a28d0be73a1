package dev.carteiro.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaProperties;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Prepares and checks the data directory before Kafka starts. Stateless.
 *
 * <p>A directory is new (empty, or left by an interrupted first start), Carteiro's own (its cluster id starts with
 * {@value #CLUSTER_ID_PREFIX}), or foreign. A foreign directory is rejected, because Kafka would write into it.
 */
final class KafkaStorage {
    static final int NODE_ID = 1;

    private static final String CLUSTER_ID_PREFIX = "carteiro-";
    private static final String META_PROPERTIES = "meta.properties";

    /** Files that a directory may contain before it is formatted. Formatting writes {@value #META_PROPERTIES} last. */
    private static final Set<String> BEFORE_META_PROPERTIES = Set.of(LockedDataDirectory.LOCK_FILE, "lost+found",
            "bootstrap.checkpoint", "bootstrap.checkpoint.tmp", META_PROPERTIES + ".tmp");

    private KafkaStorage() {
    }

    static void requireOwn(Path directory) throws BrokerException {
        if (isFormatted(directory)) {
            requireOwnCluster(directory);
        } else {
            requireNoOtherFiles(directory);
        }
    }

    /** Formats a new directory; does not change a formatted one. */
    static void formatIfNew(Path directory) throws BrokerException {
        if (isFormatted(directory)) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter().setPrintStream(silent).setNodeId(NODE_ID).setClusterId(newClusterId())
                    .setDirectories(List.of(directory.toString())).setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER).setHasDynamicQuorum(false)
                    .setIgnoreFormatted(false).run();
        } catch (Exception e) {
            throw new BrokerException(
                    "cannot prepare the data directory " + directory + " for Kafka: " + FatalFaultReporter.oneLine(e),
                    e);
        }
    }

    private static void requireOwnCluster(Path directory) throws BrokerException {
        MetaProperties found;
        try (Reader reader = Files.newBufferedReader(directory.resolve(META_PROPERTIES))) {
            Properties properties = new Properties();
            properties.load(reader);
            found = new MetaProperties.Builder(properties).build();
            if (found.clusterId().isEmpty()) {
                throw new IOException("no cluster id");
            }
        } catch (IOException | RuntimeException e) {
            throw new BrokerException("the data directory " + directory + " is damaged: its " + META_PROPERTIES
                    + " cannot be read; restore it from a backup, or use another directory", e);
        }
        if (!found.clusterId().orElseThrow().startsWith(CLUSTER_ID_PREFIX) || found.nodeId().orElse(-1) != NODE_ID) {
            throw new BrokerException("the data directory " + directory + " belongs to another Kafka cluster ("
                    + found.clusterId().orElseThrow() + "): use another directory");
        }
    }

    private static void requireNoOtherFiles(Path directory) throws BrokerException {
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.anyMatch(entry -> !BEFORE_META_PROPERTIES.contains(String.valueOf(entry.getFileName())))) {
                throw new BrokerException("the data directory " + directory
                        + " contains other files and no Kafka data: use an empty or a new directory");
            }
        } catch (IOException e) {
            throw new BrokerException(
                    "cannot read the data directory " + directory + ": use one that this user may read", e);
        }
    }

    static boolean isFormatted(Path directory) {
        return Files.exists(directory.resolve(META_PROPERTIES));
    }

    /** Returns a valid Kafka id (22 characters of base64url) with Carteiro's prefix; '-' is part of that alphabet. */
    private static String newClusterId() {
        return CLUSTER_ID_PREFIX + Uuid.randomUuid().toString().substring(CLUSTER_ID_PREFIX.length());
    }
}
