package dev.carteiro.checker.defect;

import java.util.List;

/**
 * A change of one method. Immutable.
 *
 * @param type the class's full name
 * @param method the method's name, unique in the class for that number of parameters
 * @param advice the class whose advice is copied into the method
 */
record MethodPatch(String type, String method, int parameters, Class<?> advice) {
    private static final String DISPATCHER = "dev.carteiro.dispatcher.";
    private static final String ROUTER = "dev.carteiro.router.";
    private static final String CODEC = "dev.carteiro.schemas.delivery.DeliveryCodec";

    /** Returns all changes of a defect. */
    static List<MethodPatch> of(Defect defect) {
        return switch (defect) {
            case DROP ->
                List.of(new MethodPatch(DISPATCHER + "send.HttpSender", "send", 4, DropAdvice.SendAdvice.class),
                        new MethodPatch(DISPATCHER + "outcome.Outbox", "records", 3, DropAdvice.WriteAdvice.class));
            case COMMIT_AHEAD -> List.of(
                    new MethodPatch(DISPATCHER + "offsets.OffsetTracker", "committable", 0, CommitAheadAdvice.class));
            case WRONG_TENANT -> List.of(
                    new MethodPatch(ROUTER + "match.SubscriptionIndex", "match", 1, WrongTenantAdvice.class));
            case IGNORE_TENANT ->
                List.of(new MethodPatch("dev.carteiro.schemas.subscription.Subscription", "admitsTenant", 1,
                        IgnoreTenantAdvice.class));
            case TWICE_FANOUT -> List.of(
                    new MethodPatch(ROUTER + "routing.DeliveryFanout", "records", 1, TwiceFanoutAdvice.class));
            case FORK -> List.of(new MethodPatch(DISPATCHER + "outcome.Outbox", "records", 3, ForkAdvice.class));
            case SEND_TWICE ->
                List.of(new MethodPatch(DISPATCHER + "send.HttpSender", "send", 4, SendTwiceAdvice.class));
            case OTHER_BODY -> List.of(
                    new MethodPatch(DISPATCHER + "render.Envelope", "render", 2, OtherBodyAdvice.class));
            case FORGET_ATTEMPTS -> List.of(
                    new MethodPatch(DISPATCHER + "lane.Assignment", "assigned", 1,
                            ForgetAttemptsAdvice.AssignmentAdvice.class),
                    new MethodPatch(CODEC, "read", 3, ForgetAttemptsAdvice.ReadAdvice.class));
            case EARLY -> List.of(new MethodPatch(CODEC, "read", 3, EarlyAdvice.class));
            case STALL -> List.of(new MethodPatch(DISPATCHER + "attempt.Attempter", "attempt", 2, StallAdvice.class));
        };
    }
}
