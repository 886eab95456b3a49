/** Who may use the platform: the owner, sessions and tokens. */
@NullMarked
package dev.fairlead.api.account;

import org.jspecify.annotations.NullMarked;
