/**
 * Reads the files in which sites write their redirects and headers, those of other hosts too, into
 * {@link dev.fairlead.site.rules.SiteRules}. Pure: text in, rules and problems out. Nothing that a
 * file says makes it throw.
 */
@NullMarked
package dev.fairlead.rulefiles;

import org.jspecify.annotations.NullMarked;
