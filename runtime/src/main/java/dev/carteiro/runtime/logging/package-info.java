/**
 * Log lines about single deliveries, records and endpoints. They carry ids as fields, for whoever searches JSON logs, and
 * never a body, a header or a secret; and there is a most for each kind, because what happens to one delivery may happen to
 * ten thousand a second.
 */
@NullMarked
package dev.carteiro.runtime.logging;

import org.jspecify.annotations.NullMarked;
