package dev.carteiro.cli.subscription;

/** What the registrar made of a change. */
public sealed interface Verdict {
    /** In force. */
    record Applied() implements Verdict {
    }

    /** In quarantine; the version before it, if any, stays in force. */
    record Refused(String reason) implements Verdict {
    }

    /** Nothing was heard in time. */
    record Unconfirmed() implements Verdict {
    }
}
