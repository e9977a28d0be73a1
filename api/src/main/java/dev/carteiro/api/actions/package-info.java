/**
 * What people do to make things right: try an endpoint, change its secrets, send dead letters again. Plain operations that
 * know Kafka and nothing of HTTP; who may ask for what is decided by whoever calls them.
 */
@NullMarked
package dev.carteiro.api.actions;

import org.jspecify.annotations.NullMarked;
