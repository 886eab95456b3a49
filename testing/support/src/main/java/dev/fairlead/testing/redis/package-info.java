/** Redis as a managed service runs it: a cluster, with TLS. */
@NullMarked
package dev.fairlead.testing.redis;

import org.jspecify.annotations.NullMarked;
