/** Tests of development keys in temporary directories, and of the settings for trusted keys. */
@NullMarked
package dev.carteiro.cli.token;

import org.jspecify.annotations.NullMarked;
