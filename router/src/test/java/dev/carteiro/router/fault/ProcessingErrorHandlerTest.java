package dev.carteiro.router.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProcessingErrorHandlerTest {
    /** Fails on the value "bad", and forwards all other records. */
    private static final class FailingProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            if (new String(record.value(), StandardCharsets.UTF_8).equals("bad")) {
                throw new IllegalStateException("with a secret in its message");
            }
            if (new String(record.value(), StandardCharsets.UTF_8).equals("unwritable")) {
                IllegalStateException failure = new IllegalStateException("the previous call timed out");
                failure.setStackTrace(new StackTraceElement[]{
                        new StackTraceElement(KafkaProducer.class.getName(), "send", "KafkaProducer.java", 1)});
                throw failure;
            }
            context().forward(record);
        }
    }

    @Test
    void writesTheSourceRecordToQuarantineAndContinues() {
        try (TopologyTestDriver driver = driver()) {
            var in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
            in.pipeInput(bytes("k"), bytes("bad"));
            in.pipeInput(bytes("k"), bytes("good"));

            assertThat(driver.createOutputTopic("out", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readValuesToList()).containsExactly(bytes("good"));
            var quarantine = driver.createOutputTopic("quarantine", new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            assertThat(quarantine.readRecordsToList()).singleElement().satisfies(kept -> {
                assertThat(kept.key()).isEqualTo(bytes("k"));
                assertThat(kept.value()).isEqualTo(bytes("bad"));
                assertThat(kept.headers().lastHeader("quarantine-reason").value()).isEqualTo(bytes("internal-error"));
                assertThat(kept.headers().lastHeader("quarantine-detail").value())
                        .isEqualTo(bytes("picky: IllegalStateException"));
                assertThat(kept.headers().lastHeader("quarantine-offset").value()).isEqualTo(bytes("0"));
            });
        }
    }

    /** The message may quote the record. */
    @Test
    void logsTheStackTraceWithoutTheMessage() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger(ProcessingErrorHandler.class);
        log.addAppender(lines);
        try (TopologyTestDriver driver = driver()) {
            driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer()).pipeInput(bytes("k"),
                    bytes("bad"));
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list).singleElement().satisfies(line -> {
            String stack = ThrowableProxyUtil.asString(line.getThrowableProxy());
            assertThat(stack).contains("java.lang.IllegalStateException", "FailingProcessor.process")
                    .doesNotContain("secret");
        });
    }

    /** Otherwise a broker outage would send valid events to quarantine. */
    @Test
    void failsTheThreadOnProducerFailures() {
        try (TopologyTestDriver driver = driver()) {
            var in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
            assertThatThrownBy(() -> in.pipeInput(bytes("k"), bytes("unwritable")))
                    .isInstanceOf(StreamsException.class);
            assertThat(driver.createOutputTopic("quarantine", new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()).isEmpty()).isTrue();
        }
    }

    private static TopologyTestDriver driver() {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("picky", FailingProcessor::new, "source")
                .addSink("sink", "out", new ByteArraySerializer(), new ByteArraySerializer(), "picky");
        Properties properties = new Properties();
        properties.putAll(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "none:1", StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingErrorHandler.class,
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "quarantine"));
        return new TopologyTestDriver(topology, properties);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
