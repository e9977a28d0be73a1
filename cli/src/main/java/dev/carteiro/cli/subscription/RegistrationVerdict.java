package dev.carteiro.cli.subscription;

/** What the registrar made of a change. */
public sealed interface RegistrationVerdict {
    /** In force. */
    record Acceptance() implements RegistrationVerdict {
    }

    /** In quarantine; the version before it, if any, stays in force. */
    record Rejection(String reason) implements RegistrationVerdict {
    }

    /** Nothing was heard in time. */
    record NoConfirmation() implements RegistrationVerdict {
    }
}
