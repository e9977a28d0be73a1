/**
 * Rate-limited log lines about single deliveries, records and endpoints. The limit for each kind of line exists because one event
 * may happen ten thousand times a second. Lines carry ids as fields, for searches in JSON logs, and never a body, a header or a
 * secret.
 */
@NullMarked
package dev.carteiro.runtime.logging;

import org.jspecify.annotations.NullMarked;
