/** Endpoints that speak the AWS protocols, for contract tests. */
@NullMarked
package dev.fairlead.testing.aws;

import org.jspecify.annotations.NullMarked;
