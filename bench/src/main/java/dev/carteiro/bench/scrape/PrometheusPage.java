package dev.carteiro.bench.scrape;

/** Reads a process's Prometheus page. Safe for any thread. */
public final class PrometheusPage {
    private final PageFetcher page;

    public PrometheusPage(int port) {
        page = new PageFetcher(port, "/metrics");
    }

    /** Returns the sum over all labels; 0 without series. */
    public double sum(String name) throws InterruptedException {
        return page.get().lines()
                .filter(line -> line.startsWith(name) && " {".indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
