/**
 * Quarantine records: invalid records that are kept with the reason and their original position. So an invalid record
 * neither stops the processing nor gets lost.
 */
@NullMarked
package dev.carteiro.schemas.quarantine;

import org.jspecify.annotations.NullMarked;
