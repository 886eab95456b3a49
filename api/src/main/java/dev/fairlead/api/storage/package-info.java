/** Where the objects of a project lie. */
@NullMarked
package dev.fairlead.api.storage;

import org.jspecify.annotations.NullMarked;
