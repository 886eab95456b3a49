/** What Fairlead is made of in an AWS account, one file per stack. */
@NullMarked
package dev.fairlead.infra;

import org.jspecify.annotations.NullMarked;
