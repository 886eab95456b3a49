/**
 * Everything on one machine: the programs as they run on AWS, in one process, beside a PostgreSQL,
 * a Redis and an S3 of their own.
 */
@NullMarked
package dev.fairlead.local;

import org.jspecify.annotations.NullMarked;
