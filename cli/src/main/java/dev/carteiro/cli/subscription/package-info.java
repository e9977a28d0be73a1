/**
 * {@code carteiro subscriptions}: who gets what, managed through Kafka alone. What is written goes to the subscriptions
 * topic, as any producer would write it; what is read comes from the applied topic, so it is what is in force.
 *
 * <pre>
 *   apply = diff against what is in force, then:
 *
 *   apply, delete ---> subscriptions ---> registrar ---> applied ----> list, get
 *         ^                                   |             |
 *         |                                   v             |
 *         +---- confirmed or refused ---- quarantine        |
 *         +-------------------------------------------------+
 * </pre>
 *
 * <p>{@code create}, {@code update}, {@code pause} and {@code resume} make the document of words: see {@link MemberOptions}.
 * {@code rotate} reads what is in force and writes it with another secret; {@code test} writes one marked delivery
 * for a dispatcher and waits for its attempt. What both do is the API's: only the way there differs.
 *
 * <p>Secrets and header values are written and never shown.
 */
@NullMarked
package dev.carteiro.cli.subscription;

import org.jspecify.annotations.NullMarked;
