/** Where hosts lead: the truth in PostgreSQL and its projection in S3. */
@NullMarked
package dev.fairlead.api.route;

import org.jspecify.annotations.NullMarked;
