@NullMarked
package io.marcado.identity.accounts.limits;

import org.jspecify.annotations.NullMarked;
