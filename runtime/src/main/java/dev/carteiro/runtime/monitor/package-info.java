/**
 * The HTTP endpoints for operators: {@code /metrics} for Prometheus, {@code /health/live}, {@code /health/ready}, and pages below
 * {@code /admin/} for details that are too many for labels.
 */
@NullMarked
package dev.carteiro.runtime.monitor;

import org.jspecify.annotations.NullMarked;
