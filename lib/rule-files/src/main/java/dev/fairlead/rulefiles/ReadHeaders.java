package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.HeaderRule;

/**
 * A block of headers that was taken, and what its file says.
 *
 * @param from what it is for, in the grammar of the file
 */
record ReadHeaders(HeaderRule rule, String from) {}
