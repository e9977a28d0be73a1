/**
 * {@code carteiro demo}: runs everything in a temporary directory on free ports, with a receiver, some subscriptions and events.
 * Prints a line for each step.
 *
 * <p>The demo uses only public interfaces. It writes subscriptions and events to Kafka, receives requests over HTTP, and
 * verifies signatures by the Standard Webhooks specification with its own code. Everything else comes from the topics.
 * {@link dev.carteiro.cli.demo.DemoScript} defines the expected facts, {@link dev.carteiro.cli.demo.DemoObserver} observes them, and
 * {@code --once} compares the two.
 *
 * <pre>
 *   main thread:  apply, publish, then read deliveries, attempts, dead letters --> observed facts
 *   HTTP threads: respond and verify signatures --> DemoReceiver's map, read for each attempt
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.demo;

import org.jspecify.annotations.NullMarked;
