package dev.carteiro.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    private static final TopicPlan PLAN = new TopicPlan(TopicNames.DEFAULT, RetryTiers.DEFAULT, 12);

    private static TopicSpec spec(String name) {
        return PLAN.only(name::equals).getFirst();
    }

    @Test
    void idempotencyRecordsHaveOnePartitionAndExpire() {
        TopicSpec keys = spec("carteiro.idempotency");
        assertThat(keys.partitions()).isOne();
        assertThat(keys.config()).isEqualTo(Map.of("cleanup.policy", "delete", "max.message.bytes", "1048588",
                "message.timestamp.type", "LogAppendTime", "retention.bytes", "-1", "retention.ms", "93600000",
                "segment.ms", "23400000"));
        assertThat(spec("carteiro.deliveries").config()).doesNotContainKey("segment.ms");
    }

    @Test
    void includesTheIdempotencyTopicOnlyWithTheApi() {
        List<TopicSpec> others = new TopicPlan(TopicNames.DEFAULT, RetryTiers.DEFAULT, 12, false).all();
        assertThat(PLAN.all()).hasSize(others.size() + 1).containsAll(others);
        assertThat(others).extracting(TopicSpec::name).doesNotContain("carteiro.idempotency");
    }
}
