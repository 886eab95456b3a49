/**
 * What the api, a build and a log viewer say to each other. Free of frameworks; every wire document
 * here has a golden file.
 */
@NullMarked
package dev.fairlead.build.protocol;

import org.jspecify.annotations.NullMarked;
