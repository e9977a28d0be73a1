/**
 * The subscriptions in force, for all processes except the registrar: the applied topic, read from its beginning and followed
 * until the process ends.
 */
@NullMarked
package dev.carteiro.runtime.subscriptions;

import org.jspecify.annotations.NullMarked;
