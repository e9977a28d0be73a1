package dev.carteiro.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerStartFailuresTest {
    @TempDir
    Path temp;

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            rejected(BrokerSettings.at(temp).withPort(other.getLocalPort()))
                    .withMessageStartingWith("cannot listen on port " + other.getLocalPort());
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void namesTheDirectoryThatAnotherBrokerUses() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(temp))) {
            rejected(BrokerSettings.at(temp)).withMessage(
                    "another broker is using the data directory %s: stop it, or use another directory", temp);
            BrokerTestClients.createTopic(first, "still-serving");
        }
    }

    @Test
    void namesTheFileInPlaceOfTheDirectory() throws Exception {
        Path file = Files.createFile(temp.resolve("a-file"));

        rejected(BrokerSettings.at(file)).withMessage("the data directory %s is a file: use a directory", file);
        rejected(BrokerSettings.at(file.resolve("below")))
                .withMessageStartingWith("cannot create the data directory " + file.resolve("below"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a place where not even root may write: /proc")
    void namesTheDirectoryThatIsNotWritable() {
        rejected(BrokerSettings.at(Path.of("/proc/self/net"))).withMessageContaining("data directory /proc/self/net");
        rejected(BrokerSettings.at(Path.of("/proc/carteiro")))
                .withMessageStartingWith("cannot create the data directory /proc/carteiro (");
    }

    @Test
    void rejectsADirectoryWithOtherFiles() throws Exception {
        Files.writeString(temp.resolve("holiday.jpg"), "");

        rejected(BrokerSettings.at(temp)).withMessageContaining("contains other files and no Kafka data");
        assertThat(temp).isDirectoryNotContaining(path -> path.endsWith(LockedDataDirectory.LOCK_FILE));
    }

    @Test
    void rejectsTheDataOfAnotherCluster() throws Exception {
        Files.writeString(temp.resolve("meta.properties"), "version=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qg\nnode.id=1\n");

        rejected(BrokerSettings.at(temp)).withMessageContaining("another Kafka cluster (MkU3OEVBNTcwNTJENDM2Qg)");
    }

    @Test
    void rejectsDamagedMetaProperties() throws Exception {
        Files.writeString(temp.resolve("meta.properties"), "");

        rejected(BrokerSettings.at(temp)).withMessageContaining("is damaged: its meta.properties");
    }

    @Test
    void rejectsUnreadableMetadata() throws Exception {
        EmbeddedBroker.start(BrokerSettings.at(temp)).close();
        Files.writeString(temp.resolve("bootstrap.checkpoint"), "not a checkpoint");

        rejected(BrokerSettings.at(temp)).withMessageContaining("did not start on " + temp);
        // The failed start has released the directory.
        LockedDataDirectory.acquire(temp).close();
    }

    @Test
    void keepsTheTopicsOfADirectoryWithADamagedMetadataLog() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(temp))) {
            BrokerTestClients.createTopic(broker, "letters");
        }
        Path log = temp.resolve("__cluster_metadata-0/00000000000000000000.log");
        byte[] damaged = Files.readAllBytes(log);
        damaged[70] ^= 1;
        Files.write(log, damaged);

        rejected(BrokerSettings.at(temp))
                .withMessageContaining("it contains topics, but the log that lists them cannot be");
        assertThat(temp.resolve("letters-0")).isDirectory();
    }

    private static ThrowableAssertAlternative<BrokerException> rejected(BrokerSettings settings) {
        return assertThatExceptionOfType(BrokerException.class).isThrownBy(() -> EmbeddedBroker.start(settings).close())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
