/** {@code ./fairlead aws}: synthesise, estimate, examine, deploy, compare and remove a stage. */
@NullMarked
package dev.fairlead.infra.command;

import org.jspecify.annotations.NullMarked;
