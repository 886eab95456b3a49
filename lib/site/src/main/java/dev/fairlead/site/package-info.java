/**
 * What a published site is: the files of a deployment, the route that leads a host to it, and where
 * both are kept. Free of frameworks; every wire document here has a golden file.
 */
@NullMarked
package dev.fairlead.site;

import org.jspecify.annotations.NullMarked;
