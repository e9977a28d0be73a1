/**
 * An endpoint that does exactly what a test says, down to the bytes and the reset. It speaks HTTP/1.1 over plain sockets
 * with no HTTP library in between, because a library would hide or forbid what hostile receivers do. Everything that
 * arrives is recorded before it is answered, so a test can trust the log over the sender's own view.
 *
 * <pre>
 *   accept -> ConnectionScript (HTTP unless a test says otherwise)
 *               head -> Route of the path -> Behaviour -> body, record, act -> After: next request or close
 * </pre>
 */
@NullMarked
package dev.carteiro.testkit.receiver;

import org.jspecify.annotations.NullMarked;
