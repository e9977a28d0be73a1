/**
 * The header {@code Idempotency-Key}: a POST that is repeated with the same key is executed once, through whichever
 * instance of the API, and gets the first response again. The instances share only the idempotency topic, whose record
 * order decides; see {@code docs/adr/0033-the-log-decides-who-does-a-request.md}.
 *
 * <pre>
 *   request --> read to the topic's end --> key known? --> done: its response again
 *                                             |            claimed: 409      other request: 422
 *                                             v no
 *                      the handler runs up to its first write
 *                                             |
 *                        claim --> read back: is mine the first? --> no: 409
 *                                             | yes
 *                          the write --> done, with the response
 * </pre>
 */
@NullMarked
package dev.carteiro.api.idempotency;

import org.jspecify.annotations.NullMarked;
