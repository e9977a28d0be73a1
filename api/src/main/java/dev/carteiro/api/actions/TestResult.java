package dev.carteiro.api.actions;

import dev.carteiro.api.history.AttemptEntry;

/** The result of a test within the time that the caller waits. */
public sealed interface TestResult {
    /** Returns the delivery's id, which the receiver sees as {@code webhook-id}. */
    String delivery();

    /** The test has ended, with or without an attempt; the entry says which. */
    record Completed(String delivery, AttemptEntry entry) implements TestResult {
    }

    /** No attempt is known yet; the history will have it. */
    record Pending(String delivery) implements TestResult {
    }
}
