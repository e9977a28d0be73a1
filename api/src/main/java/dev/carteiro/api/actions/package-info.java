/**
 * Actions of operators and subscribers: test an endpoint, rotate its secrets, redrive dead letters. They know Kafka and
 * nothing of HTTP; their callers decide who may use them.
 */
@NullMarked
package dev.carteiro.api.actions;

import org.jspecify.annotations.NullMarked;
