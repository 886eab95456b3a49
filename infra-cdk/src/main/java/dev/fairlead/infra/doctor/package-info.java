/** What an AWS account must have before Fairlead can be deployed to it, one class a question. */
@NullMarked
package dev.fairlead.infra.doctor;

import org.jspecify.annotations.NullMarked;
