/** Live build logs and the tickets to watch them, in Redis. */
@NullMarked
package dev.fairlead.build.log.redis;

import org.jspecify.annotations.NullMarked;
