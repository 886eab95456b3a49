/** The endpoint that running builds talk to. */
@NullMarked
package dev.fairlead.api.build;

import org.jspecify.annotations.NullMarked;
