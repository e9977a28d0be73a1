/**
 * The subscriptions in force, as any process but the registrar sees them: the applied topic, read from its beginning and
 * followed for as long as the process lives.
 */
@NullMarked
package dev.carteiro.runtime.subscriptions;

import org.jspecify.annotations.NullMarked;
