package dev.carteiro.cli;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers the subcommands of a command, each a class with picocli's annotation {@code Command}. {@link CommandTree} builds
 * only those that a call names; picocli's own list of subcommands would build all of them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Subcommands.SubcommandGroups.class)
public @interface Subcommands {
    /** The commands, in the order in which the help shows them. */
    Class<?>[] value();

    /** The title of this group in the help. */
    String heading() default "Commands";

    /** Several groups, each with its own heading. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface SubcommandGroups {
        /** The groups, in the order in which the help shows them. */
        Subcommands[] value();
    }
}
