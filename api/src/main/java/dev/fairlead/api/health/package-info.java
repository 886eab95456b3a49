/** Whether the api and what it depends on work. */
@NullMarked
package dev.fairlead.api.health;

import org.jspecify.annotations.NullMarked;
