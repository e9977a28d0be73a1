package dev.carteiro.dispatcher.scan;

import dev.carteiro.schemas.job.JobKey;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records that a scan writes in one transaction. Owned by the lane's loop thread. */
interface ScanChunk {
    /** Returns the partition of deliveries to which the chunk belongs. */
    int partition();

    /** Returns the records to send to deliveries again. */
    List<ProducerRecord<byte[], byte[]>> deliveries();

    /** Returns the values to write to the jobs topic: markers or progress. */
    Map<JobKey, byte[]> notes();

    /** Records that the chunk is committed. */
    void written(WrittenOffsets receipts);
}
