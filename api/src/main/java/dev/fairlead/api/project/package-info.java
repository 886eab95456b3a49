/** Projects: a name, a source and settings. */
@NullMarked
package dev.fairlead.api.project;

import org.jspecify.annotations.NullMarked;
