/** The files of the dashboard. */
@NullMarked
package dev.fairlead.api.dashboard;

import org.jspecify.annotations.NullMarked;
