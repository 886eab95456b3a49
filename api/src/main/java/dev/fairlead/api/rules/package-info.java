/** What is wrong with the rules of a site: how much, and where no manifest says it, what. */
@NullMarked
package dev.fairlead.api.rules;

import org.jspecify.annotations.NullMarked;
