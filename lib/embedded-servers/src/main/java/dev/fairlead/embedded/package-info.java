/**
 * PostgreSQL, Redis and S3 on one machine: the real servers (S3: s3proxy), started and stopped by
 * this process, listening on the loopback address only, with their data in a given folder.
 */
@NullMarked
package dev.fairlead.embedded;

import org.jspecify.annotations.NullMarked;
