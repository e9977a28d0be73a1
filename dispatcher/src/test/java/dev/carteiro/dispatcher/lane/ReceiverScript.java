package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The responses of a simulated receiver. */
@FunctionalInterface
interface ReceiverScript {
    /** The subscriptions' default timeout. */
    Duration TIMEOUT = Duration.ofSeconds(5);

    ScriptedReply reply(ReceivedCall call);

    /**
     * A request as it arrives.
     *
     * @param sinceStart of the simulation
     * @param attempt from 1
     * @param random the receiver's own source of randomness
     */
    record ReceivedCall(Duration sinceStart, int attempt, RandomGenerator random) {
    }

    /** A response and the time until it comes. */
    record ScriptedReply(Duration after, SendResult answer) {
    }

    /** Succeeds, a fifth sooner or later than this. */
    static ReceiverScript healthy(Duration around) {
        return responds(around, 200, null);
    }

    static ReceiverScript failing(Duration around) {
        return responds(around, 503, null);
    }

    static ReceiverScript responds(Duration around, int status, @Nullable String retryAfter) {
        return call -> new ScriptedReply(vary(around, call.random()), new StatusReceived(status, retryAfter, ""));
    }

    /** Accepts connections and never responds. */
    static ReceiverScript hanging() {
        return call -> new ScriptedReply(TIMEOUT, new NoResponse(FailureKind.TIMEOUT, "simulated"));
    }

    /** Goes by one script until this time, and by the other from then on. */
    static ReceiverScript until(Duration end, ReceiverScript before, ReceiverScript since) {
        return call -> (call.sinceStart().compareTo(end) < 0 ? before : since).reply(call);
    }

    /** Goes by one script for this long, then by the other for as long, and so on. */
    static ReceiverScript alternating(Duration length, ReceiverScript one, ReceiverScript other) {
        return call -> (call.sinceStart().dividedBy(length) % 2 == 0 ? one : other).reply(call);
    }

    /** Goes by the other script for one request in so many. */
    static ReceiverScript oneIn(int requests, ReceiverScript rare, ReceiverScript usual) {
        return call -> (call.random().nextInt(requests) == 0 ? rare : usual).reply(call);
    }

    /** Goes by one script for each delivery's first attempt, and by the other for later ones. */
    static ReceiverScript atFirst(ReceiverScript first, ReceiverScript later) {
        return call -> (call.attempt() == 1 ? first : later).reply(call);
    }

    private static Duration vary(Duration around, RandomGenerator random) {
        long nanos = around.toNanos();
        return Duration.ofNanos(nanos * 4 / 5 + random.nextLong(nanos * 2 / 5 + 1));
    }
}
