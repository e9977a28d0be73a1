package dev.carteiro.testkit.broker;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Broker}: {@code @ExtendWith(SharedBroker.class)} and a parameter of that type. Thread-safe, also for tests
 * that run in parallel.
 *
 * <p>
 * The node starts with the first test that needs it, takes about a second, and stops after the last test of the JVM. A test and its
 * {@code @BeforeEach} get the same broker. A broker injected into a constructor or a {@code @BeforeAll} is shared by the tests of
 * that class.
 */
public final class SharedBroker implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedBroker.class);
    private static final AtomicInteger TESTS = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SharedNode node = context.getRoot().getStore(NAMESPACE).computeIfAbsent(SharedNode.class,
                key -> SharedNode.start(), SharedNode.class);
        return context.getStore(NAMESPACE).computeIfAbsent(Broker.class,
                key -> new Broker(node, "t" + TESTS.incrementAndGet() + "-"), Broker.class);
    }
}
