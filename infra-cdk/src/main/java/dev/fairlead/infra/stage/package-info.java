/** What the operator decides about an installation: its size, its domains, its regions. */
@NullMarked
package dev.fairlead.infra.stage;

import org.jspecify.annotations.NullMarked;
