/** The only way out of the sandbox: a proxy that connects to public addresses alone. */
@NullMarked
package dev.fairlead.buildtask.egress;

import org.jspecify.annotations.NullMarked;
