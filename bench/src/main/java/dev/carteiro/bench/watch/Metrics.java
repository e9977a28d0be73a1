package dev.carteiro.bench.watch;

/** A process's Prometheus page. Safe for any thread. */
public final class Metrics {
    private final Page page;

    public Metrics(int port) {
        page = new Page(port, "/metrics");
    }

    /** The sum over all labels; 0 where there is none. */
    public double sum(String name) throws InterruptedException {
        return page.get().lines()
                .filter(line -> line.startsWith(name) && " {".indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
