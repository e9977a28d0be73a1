package dev.carteiro.router;

import dev.carteiro.router.applied.AppliedPosition;
import dev.carteiro.router.applied.AppliedTopology;
import dev.carteiro.router.applied.CreationTimes;
import dev.carteiro.router.applied.LegacySecrets;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.router.registrar.RegistrarTopology;
import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.router.routing.OpenTransaction;
import dev.carteiro.router.routing.RoutingTopology;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.Topology;

/**
 * Builds the whole topology: three parts that share only the index. Stateless.
 *
 * <pre>
 * subscriptions -> registrar -> subscriptions.applied -> index   (the whole topic, in every instance)
 *                                                          |
 * event topics  ----------------------------------------> routing -> deliveries
 * </pre>
 */
final class RouterTopology {
    private RouterTopology() {
    }

    static Topology of(RouterSettings settings, SubscriptionIndex index, AppliedPosition position,
            OpenTransaction transaction, RouterMetrics metrics, InstantSource clock, ProcessorActivities activities) {
        TopicNames names = settings.names();
        EventTopics events = settings.events();
        // The registrar has checked the targets of applied subscriptions, and the dispatcher checks them at every
        // connect.
        SubscriptionReader applied = new SubscriptionReader(AllowedTargets.NONE);
        LegacySecrets legacySecrets = new LegacySecrets();
        CreationTimes creations = new CreationTimes();
        List<UnaryOperator<Topology>> pieces = List.of(
                new RegistrarTopology(names, settings.allowed(), legacySecrets, creations, metrics, clock, activities),
                new AppliedTopology(names, applied, index, legacySecrets, creations, position, metrics, activities),
                new RoutingTopology(names, events, new EventDecoder(settings.maxEventBytes()), index, transaction,
                        settings.maxFanoutBytes(), metrics, clock, activities));
        Topology topology = new Topology();
        for (UnaryOperator<Topology> piece : pieces) {
            topology = piece.apply(topology);
        }
        return topology;
    }
}
