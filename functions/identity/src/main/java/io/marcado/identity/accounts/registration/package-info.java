/** How clients register. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.registration;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
