package dev.carteiro.runtime.settings;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A setting that cannot be used; the message is one line for the operator. */
public final class InvalidSetting extends RuntimeException {
    public InvalidSetting(String message) {
        super(message);
    }

    /** @param what the file's role at the beginning of a sentence, for example {@code settings file} */
    public static InvalidSetting unreadable(String what, Path file, Exception e) {
        String reason = switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "this user may not read it";
            default -> String.valueOf(e.getMessage());
        };
        return new InvalidSetting(what + " " + file + " cannot be read: " + reason);
    }
}
