package dev.carteiro.cli.subscription;

/** The registrar's verdict on a change. */
public sealed interface RegistrationVerdict {
    /** The change is in force. */
    record Acceptance() implements RegistrationVerdict {
    }

    /** The change was rejected to quarantine; the version before it, if any, stays in force. */
    record Rejection(String reason) implements RegistrationVerdict {
    }

    /** The registrar has not confirmed the change in time. */
    record NoConfirmation() implements RegistrationVerdict {
    }
}
