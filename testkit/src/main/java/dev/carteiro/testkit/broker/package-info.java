/**
 * One embedded broker for all tests of a JVM, and short ways to put records in and to see what came out. Tests share the
 * node and stay apart by their names: each gets a prefix of its own for topics, groups and transactional ids.
 */
@NullMarked
package dev.carteiro.testkit.broker;

import org.jspecify.annotations.NullMarked;
