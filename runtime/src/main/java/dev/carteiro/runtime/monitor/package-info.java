/**
 * What a process shows of itself over HTTP: {@code /metrics} for Prometheus, {@code /health/live}, {@code /health/ready}, and
 * pages below {@code /admin/} for what no label may say.
 */
@NullMarked
package dev.carteiro.runtime.monitor;

import org.jspecify.annotations.NullMarked;
