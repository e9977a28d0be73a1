package dev.carteiro.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.meter.MeterLabel;
import dev.carteiro.runtime.meter.MeterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    private final List<MeterSpec> meters = MeterCatalogue.all().stream().flatMap(each -> each.meters().stream())
            .toList();

    @Test
    void thePageMatchesTheCatalogues() throws IOException {
        String page = MetricsPage.write(MeterCatalogue.all());
        if (Boolean.getBoolean("carteiro.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).as("docs/metrics.md; the page itself says how to generate it")
                .isEqualTo(page);
    }

    @Test
    void everyNameHasThePrefixAndIsUnique() {
        List<String> names = meters.stream().map(MeterSpec::prometheusName).toList();

        assertThat(names).allMatch(name -> name.matches("carteiro_[a-z_]+")).doesNotHaveDuplicates();
    }

    @Test
    void everyLabelIsBounded() {
        assertThat(meters).allSatisfy(meter -> assertThat(meter.labels())
                .allMatch(label -> !label.values().isEmpty() || !label.bound().isEmpty(), "a bound"));
        assertThat(meters.stream().flatMap(meter -> meter.labels().stream()).map(MeterLabel::name))
                .doesNotContain("subscription", "endpoint", "url", "type", "tenant");
    }
}
