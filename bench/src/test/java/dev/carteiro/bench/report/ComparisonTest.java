package dev.carteiro.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.bench.report.Goal.GoalStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void takesTheRatioPairByPair() {
        Comparison comparison = new Comparison(List.of(90.0, 50.0, 99.0), List.of(100.0, 50.0, 110.0));

        assertThat(comparison.ratio()).isEqualTo(0.9);
        assertThat(comparison.text()).isEqualTo("0.90 (0.90 to 1.00, within the noise)");
    }

    @Test
    void aDifferenceInEveryRoundIsNotNoise() {
        Comparison comparison = new Comparison(List.of(50.0, 60.0), List.of(100.0, 100.0));

        assertThat(comparison.isNoise()).isFalse();
        assertThat(comparison.text()).isEqualTo("0.55 (0.50 to 0.60)");
    }

    @Test
    void aSingleRoundIsNoise() {
        assertThat(new Comparison(List.of(1.0), List.of(2.0)).isNoise()).isTrue();
    }

    @Test
    void judgesGoals() {
        assertThat(Goal.atLeast(0.9).judge(0.9)).isEqualTo(GoalStatus.REACHED);
        assertThat(Goal.atLeast(0.9).judge(0.89)).isEqualTo(GoalStatus.MISSED);
        assertThat(Goal.atMost(1.5).judge(1.6)).isEqualTo(GoalStatus.MISSED);
        assertThat(Goal.NONE.judge(7)).isEqualTo(GoalStatus.NO_GOAL);
    }

    @Test
    void comparesOneValueOfEachMeasurement() {
        Comparison comparison = Comparison.of(List.of("aa", "aaaa"), List.of("a", "aa"), String::length);
        assertThat(comparison.text()).isEqualTo("2.00 (2.00 to 2.00)");
        assertThat(comparison.context("%.0f and %.1f")).isEqualTo("3 and 1.5");
    }
}
