package dev.carteiro.checker.run;

import dev.carteiro.checker.chaos.FaultInjector;
import dev.carteiro.checker.process.HarnessException;
import dev.carteiro.checker.workload.WorkloadSubscription;
import dev.carteiro.checker.workload.WorkloadSubscription.PlannedChange;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the workload's subscriptions. Used by one thread.
 *
 * <pre>
 *   handover          rewritten            recreated             held                     redriven
 *                                                                paused by the first owner
 *        step
 *                     by the new owner     deleted               by the new owner, paused by the new owner
 *        step
 *                                          by the new owner      resumed by the new owner
 *        applied                                                                          dead letters redriven
 * </pre>
 */
final class WorkloadSubscriptionWriter implements FaultInjector.SubscriptionChanger, AutoCloseable {
    private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(60);

    private final KafkaAccess access;
    private final List<WorkloadSubscription> hooks;
    private final String receiver;
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean isHandedOver;

    WorkloadSubscriptionWriter(KafkaAccess access, List<WorkloadSubscription> hooks, String receiver) {
        this.access = access;
        this.hooks = hooks;
        this.receiver = receiver;
        producer = new KafkaProducer<>(access.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @return the number of subscriptions at the start */
    int createAll() throws InterruptedException {
        List<WorkloadSubscription> first = hooks.stream().filter(hook -> hook.fate() != PlannedChange.TAKES_OVER)
                .toList();
        write(first, "active");
        return first.size();
    }

    @Override
    public void delete(PlannedChange which) throws InterruptedException {
        write(with(which), null);
    }

    @Override
    public void setState(PlannedChange which, String state) throws InterruptedException {
        write(with(which), state);
    }

    @Override
    public String handOver(Duration step) throws InterruptedException {
        isHandedOver = !isHandedOver;
        write(owners(!isHandedOver, PlannedChange.REWRITTEN_WHILE_HELD), "paused");
        Thread.sleep(step);
        write(owners(!isHandedOver, PlannedChange.RECREATED), null);
        write(owners(isHandedOver, PlannedChange.REWRITTEN_WHILE_HELD), "paused");
        write(owners(isHandedOver, PlannedChange.REWRITTEN, PlannedChange.REWRITTEN_AND_REDRIVEN), "active");
        Thread.sleep(step);
        write(owners(isHandedOver, PlannedChange.RECREATED, PlannedChange.REWRITTEN_WHILE_HELD), "active");
        List<WorkloadSubscription> now = owners(isHandedOver, PlannedChange.values());
        Map<String, String> written = new HashMap<>();
        now.forEach(hook -> written.put(hook.id(), hook.json(receiver, "active")));
        new RegistrarWait(access, TopicNames.DEFAULT).await(written, APPLY_TIMEOUT);
        Thread.sleep(step);
        long redriven = 0;
        if (isHandedOver) {
            // Not on the way back: the first tenant's endpoint would fail again for the same deliveries.
            for (WorkloadSubscription hook : owners(true, PlannedChange.REWRITTEN_AND_REDRIVEN)) {
                redriven += redrive(hook.id());
            }
        }
        return now.size() + " subscriptions "
                + (isHandedOver ? "passed to another tenant" : "passed back to their tenant")
                + ", " + redriven + " dead letters redriven";
    }

    @Override
    public void close() {
        producer.close();
    }

    private List<WorkloadSubscription> with(PlannedChange fate) {
        return hooks.stream().filter(hook -> hook.fate() == fate).toList();
    }

    /** Returns the subscriptions with one of these changes, in the new owner's or in the first owner's version. */
    private List<WorkloadSubscription> owners(boolean later, PlannedChange... ways) {
        List<WorkloadSubscription> former = hooks.stream()
                .filter(hook -> hook.fate().isHandedOver() && Arrays.asList(ways).contains(hook.fate())).toList();
        return later
                ? hooks.stream().filter(hook -> hook.fate() == PlannedChange.TAKES_OVER
                        && former.stream().anyMatch(one -> one.id().equals(hook.id()))).toList()
                : former;
    }

    private long redrive(String id) {
        RedriveJobs redrives = new RedriveJobs(access, TopicNames.DEFAULT);
        RedrivePlan plan = redrives.plan(new DeadLetterFilter(Set.of(), id, null, null, null), false);
        if (plan.count() > 0) {
            redrives.start(plan, null, Instant.now());
        }
        return plan.count();
    }

    private void write(List<WorkloadSubscription> which, @Nullable String state) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (WorkloadSubscription hook : which) {
            byte[] value = state == null ? null : hook.json(receiver, state).getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(TopicNames.DEFAULT.subscriptions(),
                    hook.id().getBytes(StandardCharsets.UTF_8), value)));
        }
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new HarnessException("cannot write subscriptions: " + e.getMessage(), e);
            }
        }
    }
}
