/**
 * What is in {@code deploy/} and {@code docker-compose.yml}, read as the machines read it, and held against the code: that
 * the commands are ours, that files exist, that names which must agree do. Nothing is started here; what was run for real
 * is told in docs/containers.md.
 */
@NullMarked
package dev.carteiro.it.deploy;

import org.jspecify.annotations.NullMarked;
