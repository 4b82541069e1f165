/** How clients register. */
@NullMarked
package io.marcado.identity.accounts.registration;

import org.jspecify.annotations.NullMarked;
