/**
 * One embedded broker for all tests of a JVM, with short methods to write and read records. Tests share the node; each has a prefix of
 * its own for topics, groups and transactional ids.
 */
@NullMarked
package dev.carteiro.testkit.broker;

import org.jspecify.annotations.NullMarked;
