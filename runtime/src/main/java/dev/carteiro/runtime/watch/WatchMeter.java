package dev.carteiro.runtime.watch;

import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import java.util.List;

/** The meters for the cluster, which every process has, whatever its role. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum WatchMeter implements MeterCatalogueEntry {
    KAFKA_SILENT(MeterSpec.gauge("carteiro.kafka.silent.seconds", "seconds",
            "Time since Kafka last answered this process; beyond 30 it is not ready")),
    TROUBLED_PARTITIONS(MeterSpec.gauge("carteiro.troubled.partitions", "partitions",
            "Partitions of Carteiro's topics that brokers do not hold as they should: a copy is missing or behind, or there is"
                    + " no leader, so that they can neither be read nor written")
            .by("trouble", List.of(WatchMeter.UNDER_REPLICATED, WatchMeter.WITHOUT_LEADER))),
    LAG_RECORDS(MeterSpec.gauge("carteiro.lag.records", "records",
            "Records between the stage's committed offsets and the ends of its topics; in a retry tier, what waits there")
            .by("stage", Stage.BOUND)),
    LAG_SECONDS(MeterSpec.gauge("carteiro.lag.seconds", "seconds",
            "Age of the oldest record that the stage has not committed, as far as this process has seen it come")
            .by("stage", Stage.BOUND)),
    STALLED_PARTITIONS(MeterSpec.gauge("carteiro.stalled.partitions", "partitions",
            "Partitions with records to read whose committed offset has not moved for five minutes, and, in a retry tier,"
                    + " for the tier's time on top")
            .by("stage", Stage.BOUND)),
    OPEN_TRANSACTION_SECONDS(MeterSpec.gauge("carteiro.open.transaction.seconds", "seconds",
            "How long the oldest transaction that keeps the stage's records invisible has been seen open")
            .by("stage", Stage.BOUND)),
    HALF_EXPIRED_PARTITIONS(MeterSpec.gauge("carteiro.half.expired.partitions", "partitions",
            "Partitions whose oldest unread record is older than half of what the topic keeps")
            .by("stage", Stage.BOUND));

    static final String UNDER_REPLICATED = "under-replicated";
    static final String WITHOUT_LEADER = "without-leader";

    private final MeterSpec spec;

    WatchMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
