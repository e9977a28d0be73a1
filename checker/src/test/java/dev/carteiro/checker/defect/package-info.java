/** Tests that the defects still fit their target classes, without starting a process. */
@NullMarked
package dev.carteiro.checker.defect;

import org.jspecify.annotations.NullMarked;
