/**
 * What a site says of its redirects and headers, in the one form that every file format is read
 * into. Nothing here depends on how a request is answered.
 */
@NullMarked
package dev.fairlead.site.rules;

import org.jspecify.annotations.NullMarked;
