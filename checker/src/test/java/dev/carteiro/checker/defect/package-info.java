/** Whether the defects still fit the classes that they change, without starting a process. */
@NullMarked
package dev.carteiro.checker.defect;

import org.jspecify.annotations.NullMarked;
