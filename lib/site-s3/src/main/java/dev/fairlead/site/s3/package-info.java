/** What a site consists of, kept in one S3 bucket under the keys of {@code StorageKeys}. */
@NullMarked
package dev.fairlead.site.s3;

import org.jspecify.annotations.NullMarked;
