package dev.carteiro.api.actions;

import dev.carteiro.api.history.AttemptEntry;

/** What became of a test within the time that was given to it. */
public sealed interface TestResult {
    /** The delivery's id, which the receiver sees as {@code webhook-id}. */
    String delivery();

    /** The attempt was made, or the test ended without one: the attempt says which. */
    record Completed(String delivery, AttemptEntry told) implements TestResult {
    }

    /** Nothing is known yet; the history will have it. */
    record Pending(String delivery) implements TestResult {
    }
}
