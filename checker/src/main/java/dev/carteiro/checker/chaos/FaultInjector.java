package dev.carteiro.checker.chaos;

import dev.carteiro.checker.history.DisturbedPeriod;
import dev.carteiro.checker.process.CheckerProcess;
import dev.carteiro.checker.process.Fleet;
import dev.carteiro.checker.process.ProcessRole;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Injects faults and repairs them. Each fault is repaired before the next, but aftermaths may overlap. Used by one thread. */
public final class FaultInjector {
    /** Time for the group to notice, move partitions and move them back; its session timeout is 6 s. */
    private static final Duration SETTLING_TIME = Duration.ofSeconds(12);

    /** Longer, because a producer may wait twice 8 s for a commit that was running when the broker was killed. */
    private static final Duration BROKER_SETTLING_TIME = Duration.ofSeconds(25);

    private static final int MAX_DISPATCHERS = 3;

    private final Fleet fleet;
    private final SubscriptionChanger subscriber;
    private final Consumer<String> progress;
    private final List<DisturbedPeriod> disturbances = new ArrayList<>();

    /** Changes subscriptions of the workload. */
    public interface SubscriptionChanger {
        void delete(WorkloadSubscription.PlannedChange which) throws InterruptedException;

        void setState(WorkloadSubscription.PlannedChange which, String state) throws InterruptedException;

        /** @return a description of the change */
        String handOver(Duration step) throws InterruptedException;
    }

    public FaultInjector(Fleet fleet, SubscriptionChanger subscriber, Consumer<String> progress) {
        this.fleet = fleet;
        this.subscriber = subscriber;
        this.progress = progress;
    }

    public List<DisturbedPeriod> disturbances() {
        return List.copyOf(disturbances);
    }

    /** Injects a fault and returns when it is repaired. */
    public void perform(Fault fault) throws InterruptedException {
        switch (fault) {
            case Fault.KillDispatcher(int number, Duration away) -> replace(ProcessRole.DISPATCHER, number, true, away);
            case Fault.StopDispatcher(int number, Duration away) ->
                replace(ProcessRole.DISPATCHER, number, false, away);
            case Fault.KillRouter(int number, Duration away) -> replace(ProcessRole.ROUTER, number, true, away);
            case Fault.KillBroker(Duration away) -> killBroker(away);
            case Fault.FreezeDispatcher(int number, Duration away) -> freeze(number, away);
            case Fault.Scale(int dispatchers) -> scale(dispatchers);
            case Fault.DeleteSubscriptions() -> {
                progress.accept("deleting the subscriptions planned for deletion");
                subscriber.delete(WorkloadSubscription.PlannedChange.DELETED);
            }
            case Fault.HandOver(Duration step) -> progress.accept(subscriber.handOver(step));
            case Fault.PauseSubscriptions(Duration away) -> {
                subscriber.setState(WorkloadSubscription.PlannedChange.PAUSED, "paused");
                progress.accept("subscriptions paused for " + away.toMillis() + " ms");
                Thread.sleep(away);
                subscriber.setState(WorkloadSubscription.PlannedChange.PAUSED, "active");
            }
        }
    }

    /** Restores two dispatchers and all other processes. Needed after scaling, which no fault repairs. */
    public void repairAll() throws InterruptedException {
        scale(2);
        fleet.requireAlive();
    }

    private void replace(ProcessRole role, int number, boolean kill, Duration away) throws InterruptedException {
        String name = Fleet.name(role, number);
        CheckerProcess child = fleet.find(role, number);
        if (child == null) {
            progress.accept(name + " is not running: fault skipped");
            return;
        }
        Instant from = Instant.now();
        fleet.remove(role, number);
        if (kill) {
            child.kill();
        } else {
            child.stop();
        }
        Thread.sleep(away);
        fleet.start(role, number);
        fleet.awaitReady(role, number);
        addDisturbance((kill ? "killed " : "stopped ") + name, from, SETTLING_TIME);
    }

    private void killBroker(Duration away) throws InterruptedException {
        Instant from = Instant.now();
        fleet.removeBroker().kill();
        Thread.sleep(away);
        fleet.startBroker();
        addDisturbance("killed the broker", from, BROKER_SETTLING_TIME);
    }

    private void freeze(int number, Duration away) throws InterruptedException {
        CheckerProcess child = fleet.find(ProcessRole.DISPATCHER, number);
        if (child == null) {
            progress.accept(Fleet.name(ProcessRole.DISPATCHER, number) + " is not running: fault skipped");
            return;
        }
        Instant from = Instant.now();
        child.freeze();
        Thread.sleep(away);
        child.unfreeze();
        addDisturbance("froze " + Fleet.name(ProcessRole.DISPATCHER, number), from, SETTLING_TIME);
    }

    private void scale(int dispatchers) throws InterruptedException {
        Instant from = Instant.now();
        boolean changed = false;
        for (int number = 1; number <= MAX_DISPATCHERS; number++) {
            boolean runs = fleet.find(ProcessRole.DISPATCHER, number) != null;
            if (number <= dispatchers && !runs) {
                fleet.start(ProcessRole.DISPATCHER, number);
                fleet.awaitReady(ProcessRole.DISPATCHER, number);
                changed = true;
            } else if (number > dispatchers && runs) {
                fleet.remove(ProcessRole.DISPATCHER, number).stop();
                changed = true;
            }
        }
        if (changed) {
            addDisturbance("scaled to " + dispatchers + (dispatchers == 1 ? " dispatcher" : " dispatchers"), from,
                    SETTLING_TIME);
        }
    }

    private void addDisturbance(String what, Instant from, Duration settling) {
        Instant now = Instant.now();
        disturbances.add(new DisturbedPeriod(what, from, now.plus(settling)));
        progress.accept(what + ", repaired after " + Duration.between(from, now).toMillis() + " ms");
    }
}
