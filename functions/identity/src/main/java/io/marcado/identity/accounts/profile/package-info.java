/** What people see and change of themselves. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.profile;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
