package dev.carteiro.cli.wiring;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.metrics.ProcessMeter;
import dev.carteiro.runtime.meter.KafkaMeterFilter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Creates the meter registry of a process, with the meters of its JVM. Stateless. */
public final class ProcessMeters {
    private ProcessMeters() {
    }

    /**
     * Creates a registry.
     *
     * @param role the role that runs in the process
     */
    @SuppressWarnings("resource") // the listeners of garbage collector and log live as long as the process
    public static PrometheusMeterRegistry create(String role) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().meterFilter(new KafkaMeterFilter());
        ProcessMeter.RUNNING.spec().gauge(meters, () -> 1, role, CarteiroVersion.text());
        new JvmMemoryMetrics().bindTo(meters);
        new JvmGcMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new LogbackMetrics().bindTo(meters);
        return meters;
    }
}
