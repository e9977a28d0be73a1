/**
 * {@code carteiro subscriptions}: manages subscriptions through Kafka only. Changes are written to the subscriptions topic, as any
 * producer can write them. Subscriptions in force are read from the applied topic.
 *
 * <pre>
 *   apply = diff against the subscriptions in force, then:
 *
 *   apply, delete ---> subscriptions ---> registrar ---> applied ----> list, get
 *         ^                                   |             |
 *         |                                   v             |
 *         +---- confirmed or rejected --- quarantine        |
 *         +-------------------------------------------------+
 * </pre>
 *
 * <p>{@code create}, {@code update}, {@code pause} and {@code resume} build the document from options: see {@link MemberOptions}.
 * {@code rotate} writes the subscription in force with another secret. {@code test} writes one test delivery for a dispatcher, and
 * waits for its attempt. The API has the same operations.
 *
 * <p>Secrets and header values are never shown, except a generated secret, once.
 */
@NullMarked
package dev.carteiro.cli.subscription;

import org.jspecify.annotations.NullMarked;
