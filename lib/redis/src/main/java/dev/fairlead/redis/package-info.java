/** Connections to Redis, alone or a cluster, with TLS and the access tokens of ElastiCache. */
@NullMarked
package dev.fairlead.redis;

import org.jspecify.annotations.NullMarked;
