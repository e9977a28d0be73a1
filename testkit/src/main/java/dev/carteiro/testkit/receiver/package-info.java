/**
 * An endpoint that a test controls down to the bytes and the reset. It uses plain sockets without an HTTP library, because a library
 * would hide or forbid what hostile receivers do. Every request is recorded before the response is sent, so a test can rely on the
 * log instead of the sender's view.
 *
 * <pre>
 *   accept -> ConnectionScript (HTTP by default)
 *               head -> script of the path -> Behaviour -> body, record, act -> next request or close
 * </pre>
 */
@NullMarked
package dev.carteiro.testkit.receiver;

import org.jspecify.annotations.NullMarked;
