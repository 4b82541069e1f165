@NullMarked
package io.marcado.identity.accounts.sessions;

import org.jspecify.annotations.NullMarked;
