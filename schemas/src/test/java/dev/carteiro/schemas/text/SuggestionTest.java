package dev.carteiro.schemas.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("router", "receiver", "subscriptions", "deliveries",
            "dead-letters",
            "up");

    @Test
    void findsTheWordWithTheFewestDifferences() {
        assertThat(Suggestion.closest("rooter", KNOWN)).contains("router");
        assertThat(Suggestion.closest("subscription", KNOWN)).contains("subscriptions");
        assertThat(Suggestion.closest("ruoter", KNOWN)).contains("router");
        assertThat(Suggestion.closest("DEAD-LETTER", KNOWN)).contains("dead-letters");
        assertThat(Suggestion.closest("pu", KNOWN)).contains("up");
    }

    @Test
    void findsTheOnlyWordWithThisPrefix() {
        assertThat(Suggestion.closest("sub", KNOWN)).contains("subscriptions");
        assertThat(Suggestion.closest("de", KNOWN)).isEmpty();
        assertThat(Suggestion.closest("dea", KNOWN)).contains("dead-letters");
    }

    @Test
    void findsNothingIfNoWordIsClose() {
        assertThat(Suggestion.closest("help", KNOWN)).isEmpty();
        assertThat(Suggestion.question("zzzzzz", KNOWN)).isEmpty();
        assertThat(Suggestion.question("recever", KNOWN)).isEqualTo("; did you mean receiver?");
    }
}
