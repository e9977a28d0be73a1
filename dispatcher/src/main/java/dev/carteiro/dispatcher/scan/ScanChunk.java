package dev.carteiro.dispatcher.scan;

import dev.carteiro.schemas.job.JobKey;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a scan writes in one transaction. Owned by the lane's loop thread.
 */
interface ScanChunk {
    /** Of deliveries. */
    int partition();

    /** Records that go to deliveries again. */
    List<ProducerRecord<byte[], byte[]>> deliveries();

    /** What is written to the jobs topic about it. */
    Map<JobKey, byte[]> notes();

    /** It is committed. */
    void written(WrittenOffsets receipts);
}
