/**
 * {@code carteiro demo}: everything in a temporary directory on free ports, a receiver on this machine, some
 * subscriptions and events, and a plain line for each thing that happens.
 *
 * <p>The demo is a user like any other: it writes subscriptions and events to Kafka, gets its requests over HTTP, checks
 * signatures by the Standard Webhooks specification with code of its own, and learns everything else from the topics.
 * {@link dev.carteiro.cli.demo.DemoScript} says what must happen, {@link dev.carteiro.cli.demo.DemoObserver} tells what does, and
 * {@code --once} compares the two.
 *
 * <pre>
 *   main thread:  apply, publish, then read deliveries, attempts, dead letters --> Story
 *   HTTP threads: answer and check signatures --> DemoReceiver's map, which Story asks
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.demo;

import org.jspecify.annotations.NullMarked;
